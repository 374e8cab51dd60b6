import { describe, expect, it } from 'vitest'
import { markAllPresent } from '../../../server/domain/attendance/mark-all-present'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { takeRegister } from '../../../server/domain/attendance/take-register'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { arsenal, riverside } from '../../helpers/schools'
import { absent, late, present, unmarked } from '../../helpers/school/marks'
import { auditOf, childrenOf, historyOf, registerStateOf } from '../../helpers/school/registers'
import { rows } from '../../helpers/school/rows'

describe('takeRegister', () => {
  it('saves the marks it is given, with their history and a line in the audit log', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 3 })
    const [a, b, c] = childrenOf(lesson)

    const saved = await takeRegister(teacher.context, lesson.id, [present(a), late(b, 7), { ...absent(c), note: 'no word', behaviour: 2 }])

    expect(saved).toEqual({ version: 1, saved: 3 })
    const register = await readRegister(teacher.context, lesson.id)
    expect(register.version).toBe(1)
    expect(register.lesson.register).toBe('taken')
    expect(new Map(register.students.map(row => [row.studentId, [row.status, row.minutesLate, row.note, row.behaviour]]))).toEqual(new Map([
      [lesson.students[0]!.id, ['present', null, null, null]],
      [lesson.students[1]!.id, ['late', 7, null, null]],
      [lesson.students[2]!.id, ['absent', null, 'no word', 2]],
    ]))
    const history = await historyOf(lesson)
    expect(history.map(({ before, after, version, changedBy }) => [after?.status, before, version, changedBy]).sort()).toEqual(
      ['absent', 'late', 'present'].map(status => [status, null, 1, teacher.id]))
    expect(await auditOf(lesson)).toEqual([{ action: 'register.taken', actorId: teacher.id, details: { version: 1, complete: true, set: 3, cleared: 0, byNotice: 0 } }])
  })

  it('repeats the lesson\'s day and group in each mark', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1, date: arsenal.day(-3) })
    await takeRegister(teacher.context, lesson.id, [present(lesson.students[0]!)])
    expect(await rows('select date, "groupId", source, "setBy" from marks where "lessonId" = $1', [lesson.id]))
      .toEqual([{ date: arsenal.day(-3), groupId: lesson.groupId, source: 'register', setBy: teacher.id }])
  })

  it('refuses a mark for a child who is not in the lesson, and saves nothing', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const stranger = await riverside.aStudent()
    const marks = [present(lesson.students[0]!), present(lesson.students[1]!), absent(stranger)]

    await expect(takeRegister(teacher.context, lesson.id, marks)).rejects.toMatchObject({
      code: 'not_enrolled', status: 422, errors: [{ path: 'marks.2.studentId', code: 'not_enrolled' }],
    })
    expect(await arsenal.marksOf(lesson)).toEqual([])
    expect(await historyOf(lesson)).toEqual([])
    expect(await registerStateOf(lesson)).toEqual({ registerVersion: 0, takenAt: null })
  })

  it('refuses the same child twice, minutes without lateness and reasons that the school does not have', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const [a, b] = childrenOf(lesson)
    await expect(takeRegister(teacher.context, lesson.id, [present(a), { ...absent(b), minutesLate: 3 }, absent(a), { ...present(b), reason: 'ill' }])).rejects.toMatchObject({
      status: 422,
      errors: [
        { path: 'marks.1.minutesLate', code: 'not_late' }, { path: 'marks.2.studentId', code: 'duplicate' },
        { path: 'marks.3.studentId', code: 'duplicate' }, { path: 'marks.3.reason', code: 'unknown_reason' },
      ],
    })
    expect(await arsenal.marksOf(lesson)).toEqual([])
  })

  it('keeps the marks of students who are not listed, and clears those given as null', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 3 })
    const [a, b, c] = childrenOf(lesson)
    await takeRegister(teacher.context, lesson.id, [present(a), absent(b), present(c)])
    expect(await takeRegister(teacher.context, lesson.id, [unmarked(b)])).toEqual({ version: 2, saved: 1 })

    const { students } = await readRegister(teacher.context, lesson.id)
    expect(students.filter(row => row.status === null).map(row => row.studentId)).toEqual([lesson.students[1]!.id])
    expect((await historyOf(lesson)).at(-1)).toMatchObject({ version: 2, before: { status: 'absent' }, after: null })
  })

  it('leaves the version alone when the same is said again', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const marks = [present(lesson.students[0]!), late(lesson.students[1]!, 4)]
    await takeRegister(teacher.context, lesson.id, marks)
    expect(await takeRegister(teacher.context, lesson.id, marks)).toEqual({ version: 1, saved: 2 })
    expect(await historyOf(lesson)).toHaveLength(2)
    expect(await auditOf(lesson)).toHaveLength(1)
  })

  it('keeps a note that a later tap does not mention, but not the minutes of a lateness that is over', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const child = lesson.students[0]!
    await takeRegister(teacher.context, lesson.id, [{ ...late(child, 9), note: 'bus' }])
    await takeRegister(teacher.context, lesson.id, [present(child)])
    expect(await arsenal.marksOf(lesson)).toEqual([{ studentId: child.id, status: 'present', minutesLate: null, note: 'bus' }])
    await takeRegister(teacher.context, lesson.id, [{ ...present(child), note: null }])
    expect(await arsenal.marksOf(lesson)).toEqual([{ studentId: child.id, status: 'present', minutesLate: null, note: null }])
  })

  it('refuses a save against an old version, and shows what stands now', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const child = lesson.students[0]!
    await takeRegister(teacher.context, lesson.id, [present(child)], { expectedVersions: [0] })

    await expect(takeRegister(teacher.context, lesson.id, [absent(child)], { expectedVersions: [0] })).rejects.toMatchObject({
      code: 'stale_version', status: 412, data: { register: { version: 1, students: [{ studentId: child.id, status: 'present' }] } },
    })
    expect(await arsenal.marksOf(lesson)).toMatchObject([{ status: 'present' }])
  })

  it('adds up saves that arrive at the same moment, child by child', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 12 })
    const colleague = await arsenal.aUser('teacher')
    await arsenal.anAssignment(colleague, { id: lesson.groupId }, { role: 'assistant' })

    const saved = await Promise.all(lesson.students.map((child, i) =>
      takeRegister((i % 2 ? teacher : colleague).context, lesson.id, [i % 3 ? present(child) : absent(child)])))

    expect(saved.map(answer => answer.version).sort((x, y) => x - y)).toEqual(lesson.students.map((_, i) => i + 1))
    const marks = new Map((await arsenal.marksOf(lesson)).map(mark => [mark.studentId, mark.status]))
    expect(lesson.students.map(child => marks.get(child.id))).toEqual(lesson.students.map((_, i) => i % 3 ? 'present' : 'absent'))
    expect((await registerStateOf(lesson))?.takenAt).not.toBeNull()
  })

  it('lets one of two savers of the same version win, and tells the other', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const results = await Promise.allSettled(lesson.students.map(child =>
      takeRegister(teacher.context, lesson.id, [present(child)], { expectedVersions: [0] })))
    expect(results.map(result => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await arsenal.marksOf(lesson)).toHaveLength(1)
  })

  it('is taken once nobody is unmarked, and stays taken when a child joins or a mark is cleared', async () => {
    const { teacher, lesson, group } = await arsenal.aLesson({ students: 2 })
    const [a, b] = childrenOf(lesson)
    await takeRegister(teacher.context, lesson.id, [present(a)])
    expect((await registerStateOf(lesson))?.takenAt).toBeNull()
    await takeRegister(teacher.context, lesson.id, [absent(b)])
    const taken = (await registerStateOf(lesson))?.takenAt
    expect(taken).not.toBeNull()

    await arsenal.aStudent({ group })
    await takeRegister(teacher.context, lesson.id, [unmarked(a)])
    expect((await readRegister(teacher.context, lesson.id)).lesson.register).toBe('taken')
    expect((await registerStateOf(lesson))?.takenAt).toEqual(taken)
    expect((await auditOf(lesson)).map(entry => entry.action)).toEqual(['register.taken', 'register.taken', 'register.corrected'])
  })

  it('refuses the register of a cancelled lesson', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1, status: 'cancelled' })
    await expect(takeRegister(teacher.context, lesson.id, [])).rejects.toMatchObject({ code: 'register_cancelled', status: 409 })
  })

  it('is not in sight of other teachers, families, or people of another school', async () => {
    const { lesson } = await arsenal.aLesson({ students: 1 })
    const marks = [present(lesson.students[0]!)]
    const strangers = [await arsenal.aUser('teacher'), await arsenal.aUser('parent'), await riverside.aUser('admin')]
    for (const { context } of strangers) {
      await expectNotInSight(takeRegister(context, lesson.id, marks))
      await expectNotInSight(readRegister(context, lesson.id))
      await expectNotInSight(markAllPresent(context, lesson.id))
    }
    expect(await arsenal.marksOf(lesson)).toEqual([])
  })

  it('lets the substitute take it from the day before to the day after', async () => {
    const substitute = await arsenal.aUser('teacher')
    for (const [offset, allowed] of [[-2, false], [-1, true], [0, true]] as const) {
      const { lesson } = await arsenal.aLesson({ students: 1, substitute, date: arsenal.day(offset) })
      const save = takeRegister(substitute.context, lesson.id, [present(lesson.students[0]!)])
      await (allowed ? expect(save).resolves.toMatchObject({ saved: 1 }) : expectNotInSight(save))
    }
  })
})
