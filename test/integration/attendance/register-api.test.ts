import { describe, expect, it } from 'vitest'
import { expectInvisible } from '../../helpers/expect-invisible'
import { arsenal, riverside } from '../../helpers/schools'
import { absent, late, present } from '../../helpers/school/marks'
import { rows } from '../../helpers/school/rows'
import { useServer } from '../../helpers/server'

useServer()

const path = (lesson: { id: string }) => `/api/lessons/${lesson.id}/register`

describe('GET /api/lessons/:id/register', () => {
  it('gives the lesson in the tenant\'s zone, the version, and the students, under an ETag of the version', async () => {
    const { teacher, lesson, group } = await arsenal.aLesson({ students: 1, startTime: '16:30', endTime: '18:00' })
    const answer = await teacher.get(path(lesson))

    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({
      lesson: {
        id: lesson.id, groupId: group.id, groupName: group.name, date: arsenal.day(), kind: 'lesson', status: 'scheduled', place: null, register: 'open',
        startsAt: `${arsenal.day()}T16:30:00+03:00`, endsAt: `${arsenal.day()}T18:00:00+03:00`,
        branch: { id: lesson.branchId, name: expect.any(String) }, substitute: null, entry: 'open',
      },
      version: 0,
      students: [{
        studentId: lesson.students[0]?.id, name: lesson.students[0]?.name, status: null, minutesLate: null, reason: null, note: null,
        behaviour: null, participation: null, notice: null, prefilled: false, guest: null, medical: false,
      }],
    })
    expect(answer.headers.etag).toMatch(/^"0\.[\w-]+"$/)
    expect(answer.headers['cache-control']).toBe('private, no-cache')
    expect((await teacher.get(path(lesson), { 'if-none-match': answer.headers.etag ?? '' })).status).toBe(304)
    expect(await teacher.head(path(lesson))).toMatchObject({ status: 200, text: '' })
  })

  it('is invisible to other teachers and to people of another school, and not for families', async () => {
    const { lesson, teacher } = await arsenal.aLesson({ students: 1 })
    await expectInvisible(await arsenal.aUser('teacher'), path(lesson))
    await expectInvisible(await riverside.aUser('admin'), path(lesson))
    expect(await (await arsenal.aUser('parent')).get(path(lesson))).toBeProblem(403)
    expect(await arsenal.anonymous.get(path(lesson))).toBeProblem(401)
    expect(await riverside.anonymous.get(path(lesson), { authorization: `Bearer ${teacher.token}` })).toBeProblem(401)
  })
})

describe('PUT /api/lessons/:id/register', () => {
  it('refuses a mark for a child who is not in the lesson, and saves nothing', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const stranger = await riverside.aStudent()

    const answer = await teacher.put(path(lesson), { marks: [...lesson.students.map(present), present(stranger)] })

    expect(answer).toBeProblem(422, { 'marks.2.studentId': 'not_enrolled' })
    expect(await arsenal.marksOf(lesson)).toEqual([])
  })

  it('answers a stale If-Match with 412 and the register of now', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const { etag = '' } = (await teacher.get(path(lesson))).headers
    expect((await teacher.put(path(lesson), { marks: [present(lesson.students[0]!)] }, { 'if-match': etag })).body).toEqual({ version: 1, saved: 1 })

    const answer = await teacher.put(path(lesson), { marks: [absent(lesson.students[0]!)] }, { 'if-match': etag })

    expect(answer).toBeProblem(412, 'stale_version')
    expect(answer.body.register).toEqual((await teacher.get(path(lesson))).body)
    expect((await teacher.put(path(lesson), { marks: [absent(lesson.students[0]!)] }, { 'if-match': '"1"' })).body).toEqual({ version: 2, saved: 1 })
    expect((await teacher.put(path(lesson), { marks: [] }, { 'if-match': '*' })).status).toBe(200)
  })

  it('takes any of the versions in If-Match, and brings the register to one that it cannot read', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const save = (match: string) => teacher.put(path(lesson), { marks: lesson.students.map(present) }, { 'if-match': match })
    expect((await save('"7.abc" , W/"0.xyz"')).body).toEqual({ version: 1, saved: 1 })
    const { body: register } = await teacher.get(path(lesson))
    for (const malformed of ['abc', '1', '"abc"', '"1', '', '"1.a"b, "2"', '"x"1', '"0", "2"', '"-1"', '"1e0"']) {
      const answer = await save(malformed)
      expect(answer, malformed).toBeProblem(412, 'stale_version')
      expect(answer.body.register, malformed).toEqual(register)
    }
    expect(await (await arsenal.aUser('teacher')).put(path(lesson), { marks: [] }, { 'if-match': 'abc' })).toBeProblem(404)
    expect((await save('"0", "1"')).status).toBe(200)
  })

  it('repeats its first answer to the same key, and writes once', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const first = [present(lesson.students[0]!), late(lesson.students[1]!, 3)]
    const key = { 'idempotency-key': 'a tap'.replace(' ', '-') }
    expect((await teacher.put(path(lesson), { marks: first }, key)).body).toEqual({ version: 1, saved: 2 })
    await teacher.put(path(lesson), { marks: [absent(lesson.students[0]!)] })

    const again = await teacher.put(path(lesson), { marks: first }, key)

    expect(again.body).toEqual({ version: 1, saved: 2 })
    expect(await arsenal.marksOf(lesson)).toContainEqual(expect.objectContaining({ studentId: lesson.students[0]?.id, status: 'absent' }))
    expect(await rows('select version from mark_changes where "lessonId" = $1', [lesson.id])).toHaveLength(3)
    expect(await teacher.put(path(lesson), { marks: [] }, key)).toBeProblem(422, 'idempotency_key_reused')
  })

  it('takes only what it knows', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const [child] = lesson.students
    const refused = async (mark: object, faults: Record<string, string>) =>
      expect(await teacher.put(path(lesson), { marks: [{ ...present(child!), ...mark }] })).toBeProblem(422, faults)
    await refused({ status: 'gone' }, { 'marks.0.status': 'invalid_value' })
    await refused({ date: '2026-01-01' }, { 'marks.0.date': 'unknown_key' })
    await refused({ status: 'late', minutesLate: 601 }, { 'marks.0.minutesLate': 'too_big' })
    await refused({ behaviour: 6 }, { 'marks.0.behaviour': 'too_big' })
    await refused({ note: 'a'.repeat(501) }, { 'marks.0.note': 'too_big' })
    await refused({ note: 'a\0b' }, { 'marks.0.note': 'custom' })
    expect(await teacher.put(path(lesson), { marks: [{ ...present(child!), note: '  Їжак 😀  ' }] })).toMatchObject({ status: 200 })
    expect(await arsenal.marksOf(lesson)).toMatchObject([{ note: 'Їжак 😀' }])
    expect(await teacher.put('/api/lessons/nonsense/register', { marks: [] })).toBeProblem(404)
  })

  it('takes ids in capitals for what they are', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const answer = await teacher.put(path(lesson), { marks: [{ studentId: lesson.students[0]?.id.toUpperCase(), status: 'present' }] })
    expect(answer.body).toEqual({ version: 1, saved: 1 })
  })
})

describe('POST /api/lessons/:id/register/all-present', () => {
  it('marks everybody but those with a notice', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 3 })
    await arsenal.aNotice(lesson.students[1]!)
    expect((await teacher.post(`${path(lesson)}/all-present`)).body).toEqual({ version: 1, saved: 3 })
    const marks = new Map((await arsenal.marksOf(lesson)).map(mark => [mark.studentId, mark.status]))
    expect(lesson.students.map(child => marks.get(child.id))).toEqual(['present', 'excused', 'present'])
    expect(await (await arsenal.aUser('teacher')).post(`${path(lesson)}/all-present`)).toBeProblem(404)
  })
})
