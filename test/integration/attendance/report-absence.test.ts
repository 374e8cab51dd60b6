import { describe, expect, it } from 'vitest'
import { listAbsences } from '../../../server/domain/attendance/list-absences'
import { reportAbsence } from '../../../server/domain/attendance/report-absence'
import type { AbsenceReport } from '../../../shared/schemas/absences'
import { expectNotInSight } from '../../helpers/expect-invisible'
import type { Person } from '../../helpers/school/people'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const today = arsenal.day()
const tomorrow = arsenal.day(1)

interface Stored { studentId: string, from: string, to: string, lessonId: string | null, reason: string, createdBy: string | null }
const noticesOf = (...students: { id: string }[]) => rows<Stored>(
  'select "studentId", "from", "to", "lessonId", reason, "createdBy" from absence_notices where "studentId" = any($1) order by "createdAt", id',
  [students.map(({ id }) => id)])

async function aFamily(children = 1) {
  const parent = await arsenal.aUser('parent')
  const { group, lesson, teacher } = await arsenal.aLesson({ students: children, date: tomorrow })
  for (const child of lesson.students) await arsenal.aGuardianship(parent, child)
  return { parent, group, lesson, teacher, children: lesson.students, child: lesson.students[0]! }
}

const report = (children: { id: string }[], more: Partial<AbsenceReport> = {}): AbsenceReport =>
  ({ studentIds: children.map(({ id }) => id), from: today, to: tomorrow, reason: 'ill', ...more })

const refused = (person: Person, input: AbsenceReport, errors: Record<string, string>) =>
  expect(reportAbsence(person.context, input).catch((error: { status: number, errors: { path: string, code: string }[] }) =>
    ({ status: error.status, errors: Object.fromEntries(error.errors.map(({ path, code }) => [path, code])) }))).resolves.toEqual({ status: 422, errors })

describe('reporting an absence', () => {
  it('keeps one notice for each child, and a line of the audit log without the reason', async () => {
    const { parent, children } = await aFamily(2)
    const { data } = await reportAbsence(parent.context, report(children))
    expect(data.map(({ student, from, to, reason, own, withdrawable }) => ({ id: student.id, from, to, reason, own, withdrawable })))
      .toEqual(expect.arrayContaining(children.map(({ id }) => ({ id, from: today, to: tomorrow, reason: 'ill', own: true, withdrawable: true }))))
    expect(await noticesOf(...children)).toHaveLength(2)
    const audit = await rows<{ action: string, actorId: string, details: object }>(
      'select action, "actorId", details from audit_entries where "subjectId" = any($1)', [data.map(({ id }) => id)])
    expect(audit.map(({ action, actorId }) => ({ action, actorId }))).toEqual(Array(2).fill({ action: 'absence_notice.reported', actorId: parent.id }))
    expect(JSON.stringify(audit)).not.toContain('ill')
  })

  it('stands once when it is reported twice, with the last reason', async () => {
    const { parent, child } = await aFamily()
    await reportAbsence(parent.context, report([child]))
    await Promise.all([1, 2, 3].map(() => reportAbsence(parent.context, report([child], { reason: 'Twisted ankle, no running' }))))
    expect(await noticesOf(child)).toEqual([{ studentId: child.id, from: today, to: tomorrow, lessonId: null, reason: 'Twisted ankle, no running', createdBy: parent.id }])
  })

  it('is for the day of the lesson when it is for one lesson', async () => {
    const { parent, child, lesson } = await aFamily()
    const { data: [notice] } = await reportAbsence(parent.context, report([child], { lessonId: lesson.id, to: arsenal.day(5) }))
    expect(notice).toMatchObject({ from: tomorrow, to: tomorrow, lesson: { id: lesson.id, date: tomorrow, startTime: '09:00:00' } })
  })

  it('is taken from staff for the children they work with, after a phone call', async () => {
    const { teacher, children } = await aFamily()
    const { data: [notice] } = await reportAbsence(teacher.context, report(children))
    expect(notice).toMatchObject({ reason: 'ill', own: true })
  })

  it('is refused with the path of each child that is not one’s own, and nothing is written', async () => {
    const { parent, child } = await aFamily()
    const { child: another } = await aFamily()
    const stranger = await riverside.aStudent()
    await refused(parent, report([child, another, stranger]), { 'studentIds.1': 'not_found', 'studentIds.2': 'not_found' })
    expect(await noticesOf(child, another, stranger)).toEqual([])
  })

  it('is refused to a guardian from the day on which the guardianship ended, or who may not see records', async () => {
    const { parent, child } = await aFamily()
    await rows('update guardianships set "to" = $2 where "studentId" = $1', [child.id, arsenal.day(-1)])
    await refused(parent, report([child]), { 'studentIds.0': 'not_found' })
    await rows('update guardianships set "to" = null, "maySeeRecords" = false where "studentId" = $1', [child.id])
    await refused(parent, report([child]), { 'studentIds.0': 'not_found' })
  })

  it('is refused to a student about themselves', async () => {
    const { child } = await aFamily()
    const student = await arsenal.aUser(['student', 'parent'], { student: child })
    await refused(student, report([child]), { 'studentIds.0': 'not_found' })
  })

  it('is refused for days that are over, too far away or too many', async () => {
    const { parent, child } = await aFamily()
    await refused(parent, report([child], { from: arsenal.day(-3), to: arsenal.day(-1) }), { to: 'past' })
    await refused(parent, report([child], { from: arsenal.day(400), to: arsenal.day(401) }), { from: 'too_far' })
    await refused(parent, report([child], { from: today, to: arsenal.day(60) }), { to: 'too_long' })
    await expect(reportAbsence(parent.context, report([child], { from: arsenal.day(-1), to: arsenal.day(58) }))).resolves.toBeTruthy()
  })

  it('is refused with a reason that excuses nothing', async () => {
    const { parent, child } = await aFamily()
    await refused(parent, report([child], { reason: 'unexplained' }), { reason: 'not_an_excuse' })
  })

  it('is refused for a lesson that is not each child’s, over, cancelled, on another day, or of strangers', async () => {
    const { parent, child, group, lesson } = await aFamily()
    const { child: other, lesson: otherLesson } = await aFamily()
    await arsenal.aGuardianship(parent, other)
    await refused(parent, report([child, other], { lessonId: lesson.id }), { 'studentIds.1': 'not_in_lesson' })
    await refused(parent, report([child], { lessonId: lesson.id, to: today }), { lessonId: 'outside_days' })

    const { lesson: cancelled } = await arsenal.aLesson({ group, date: tomorrow, startTime: '12:00', endTime: '13:00', status: 'cancelled' })
    await refused(parent, report([child], { lessonId: cancelled.id }), { lessonId: 'cancelled' })
    const { lesson: over } = await arsenal.aLesson({ group, date: arsenal.day(-1) })
    await refused(parent, report([child], { lessonId: over.id, from: arsenal.day(-1) }), { lessonId: 'past' })

    await rows('delete from guardianships where "studentId" = $1', [other.id])
    await refused(parent, report([child], { lessonId: otherLesson.id }), { lessonId: 'not_found' })
    const foreign = await riverside.aLesson({ date: tomorrow })
    await refused(parent, report([child], { lessonId: foreign.lesson.id }), { lessonId: 'not_found' })
    expect(await noticesOf(child, other)).toEqual([])
  })

  it('may be for a lesson in which the child is a guest', async () => {
    const { parent, child } = await aFamily()
    const { lesson } = await arsenal.aLesson({ date: tomorrow })
    await arsenal.aGuest(lesson, child)
    await expect(reportAbsence(parent.context, report([child], { lessonId: lesson.id }))).resolves.toMatchObject({ data: [{ lesson: { id: lesson.id } }] })
  })
})

describe('the list of absence notices', () => {
  const list = (person: Person, query: { studentId?: string, from?: string, page?: number, limit?: number } = {}) =>
    listAbsences(person.context, { page: 1, limit: 50, ...query })

  it('shows another guardian that there is a notice, without words and without a way to take it back', async () => {
    const { parent, child, teacher } = await aFamily()
    const other = await arsenal.aUser('parent')
    await arsenal.aGuardianship(other, child)
    await reportAbsence(parent.context, report([child], { reason: 'Court hearing' }))
    const [seen] = (await list(other)).data
    expect(seen).toMatchObject({ student: { id: child.id }, from: today, to: tomorrow, reason: null, own: false, withdrawable: false })
    expect(JSON.stringify(seen)).not.toContain(parent.id)
    expect((await list(teacher)).data[0]).toMatchObject({ reason: 'Court hearing', own: false, withdrawable: true })
    const student = await arsenal.aUser('student', { student: child })
    expect((await list(student)).data[0]).toMatchObject({ reason: null, withdrawable: false })
  })

  it('is of the children in sight, page by page, from a day on', async () => {
    const { parent, children, child } = await aFamily(2)
    await aFamily().then(({ parent: stranger, child: theirs }) => reportAbsence(stranger.context, report([theirs])))
    for (const to of [0, 1, 2]) await reportAbsence(parent.context, report(children, { to: arsenal.day(to) }))
    const page = await list(parent, { studentId: child.id, limit: 2, page: 2 })
    expect({ rows: page.data.length, pagination: page.pagination }).toEqual({ rows: 1, pagination: { page: 2, limit: 2, total: 3, totalPages: 2 } })
    expect((await list(parent)).pagination.total).toBe(6)
    expect((await list(parent, { from: arsenal.day(2) })).data.map(({ to }) => to)).toEqual([arsenal.day(2), arsenal.day(2)])
  })

  it('does not know the children of others, nor those of another tenant', async () => {
    const { parent } = await aFamily()
    const { child } = await aFamily()
    await expectNotInSight(list(parent, { studentId: child.id }))
    await expectNotInSight(list(parent, { studentId: (await riverside.aStudent()).id }))
  })

  it('knows the tenant’s own word for a code', async () => {
    const { parent, child } = await aFamily()
    const context = { ...parent.context, tenant: { ...arsenal.tenant, settings: { ...arsenal.tenant.settings, reasons: [{ code: 'ill', status: 'excused' as const, label: 'Unwell' }] } } }
    await reportAbsence(context, report([child]))
    expect((await listAbsences(context, { page: 1, limit: 50 })).data[0]).toMatchObject({ reason: 'ill', reasonLabel: 'Unwell' })
  })
})
