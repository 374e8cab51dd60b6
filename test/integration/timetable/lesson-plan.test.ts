import { describe, expect, it } from 'vitest'
import { changeLesson } from '../../../server/domain/lessons/change-lesson'
import { addRoom } from '../../../server/domain/timetable/add-room'
import { readLessonPlan } from '../../../server/domain/timetable/lesson-plan'
import { ownWeek } from '../../../server/domain/timetable/own-week'
import { planningWeek } from '../../../server/domain/timetable/planning-week'
import { readRegister } from '../../../server/domain/attendance/read-register'
import { listAbsences } from '../../../server/domain/attendance/list-absences'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const tomorrow = arsenal.day(1)
const at = (startTime: string, endTime: string, place?: string) => ({ date: tomorrow, startTime, endTime, ...place ? { place } : {} })

describe('a lesson that is moved', () => {
  it('stays the same lesson, keeps its history, and takes enrolments and notices to its new day', async () => {
    const { teacher, group, lesson } = await arsenal.aLesson({ date: tomorrow, place: 'Hall' })
    const leaving = await arsenal.aStudent({ name: 'Leaving' })
    await arsenal.anEnrolment(leaving, group, { to: arsenal.day(3) })
    const staying = await arsenal.aStudent({ name: 'Staying', group })
    const parent = await arsenal.aUser('parent')
    await arsenal.aGuardianship(parent, staying)
    const forLesson = await arsenal.aNotice(staying, { from: tomorrow, lesson, createdBy: parent })
    await arsenal.aNotice(leaving, { from: tomorrow, to: arsenal.day(2) })

    await changeLesson(teacher.context, lesson.id, { date: arsenal.day(5), startTime: '17:00', endTime: '18:00', place: 'Pitch', reason: 'Hall is taken' })
    await changeLesson(teacher.context, lesson.id, { status: 'cancelled', reason: 'Snow' })
    await changeLesson(teacher.context, lesson.id, { status: 'scheduled' })
    const { students } = await readRegister(teacher.context, lesson.id)
    expect(students.map(({ studentId, notice }) => [studentId, notice?.reason])).toEqual([[staying.id, 'ill']])
    const [notice] = (await listAbsences(parent.context, { page: 1, limit: 50, from: arsenal.day(4) })).data
    expect(notice).toMatchObject({ id: forLesson.id, from: arsenal.day(5), to: arsenal.day(5), withdrawable: true, lesson: { date: arsenal.day(5) } })

    const plan = await readLessonPlan(teacher.context, lesson.id)
    expect(plan).toMatchObject({ version: 3, mayPlan: true, maySubstitute: true, lesson: { id: lesson.id, date: arsenal.day(5), status: 'scheduled' } })
    expect(plan.history.map(({ by, reason, before, after }) => [by, reason, before.date, after.date, before.place, after.place, after.status])).toEqual([
      [teacher.name, null, arsenal.day(5), arsenal.day(5), 'Pitch', 'Pitch', 'scheduled'],
      [teacher.name, 'Snow', arsenal.day(5), arsenal.day(5), 'Pitch', 'Pitch', 'cancelled'],
      [teacher.name, 'Hall is taken', tomorrow, arsenal.day(5), 'Hall', 'Pitch', 'moved'],
    ])
  })

  it('has no history of what changed nothing, and shows who took it over by name', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ date: tomorrow, place: 'Hall' })
    const substitute = await arsenal.aUser('teacher')
    await changeLesson(teacher.context, lesson.id, { place: 'Hall', startTime: '09:00' })
    expect((await readLessonPlan(teacher.context, lesson.id)).history).toEqual([])
    await changeLesson(teacher.context, lesson.id, { substituteId: substitute.id })
    const { history, substituteId } = await readLessonPlan(teacher.context, lesson.id)
    expect(history).toMatchObject([{ before: { substitute: null }, after: { substitute: substitute.name } }])
    expect(substituteId).toBe(substitute.id)
    expect(await rows('select sequence, exception from lessons where id = $1', [lesson.id])).toEqual([{ sequence: 1, exception: true }])
    expect((await readLessonPlan(substitute.context, lesson.id))).toMatchObject({ mayPlan: false, maySubstitute: false, substitutes: [] })
    for (const person of [await arsenal.aUser('teacher'), await riverside.aUser('admin'), await arsenal.aUser('parent')])
      await expectNotInSight(readLessonPlan(person.context, lesson.id))
  })
})

describe('conflicts', () => {
  it('are the same group, the same room of the branch, and the same teacher at one time', async () => {
    const branch = await arsenal.aBranch()
    const [manager, teacher, other] = [await arsenal.aUser('manager', { branches: [branch] }), await arsenal.aUser('teacher'), await arsenal.aUser('teacher')]
    await addRoom(manager.context, { branchId: branch.id, name: 'Hall A' })
    const [lions, wolves] = [await arsenal.aGroup({ branch, teacher }), await arsenal.aGroup({ branch, teacher: other })]
    const bears = await arsenal.aGroup({ teacher })
    const { lesson } = await arsenal.aLesson({ group: lions, teacher, ...at('16:00', '17:00', 'hall a') })
    const { lesson: sameGroup } = await arsenal.aLesson({ group: lions, teacher, ...at('16:30', '17:30', 'Outside') })
    const { lesson: sameRoom } = await arsenal.aLesson({ group: wolves, teacher: other, ...at('15:00', '16:01', 'Hall A') })
    const { lesson: sameTeacher } = await arsenal.aLesson({ group: bears, teacher, ...at('16:59', '18:00', 'Hall A') })
    // Next to it, elsewhere, cancelled, in a place that is no room: none of these.
    for (const [group, rest] of [
      [wolves, at('17:00', '18:00', 'Hall A')], [await arsenal.aGroup(), at('16:00', '17:00', 'Hall A')],
      [wolves, { ...at('16:00', '17:00', 'Hall A'), status: 'cancelled' as const }], [wolves, at('16:10', '16:20', 'Outside')],
    ] as const) await arsenal.aLesson({ group, teacher: other, ...rest })

    const wanted = [
      { kind: 'group', lessonId: sameGroup.id }, { kind: 'room', lessonId: sameRoom.id }, { kind: 'teacher', lessonId: sameTeacher.id }]
    expect((await readLessonPlan(manager.context, lesson.id)).conflicts).toMatchObject(wanted)
    const week = await planningWeek(manager.context, { from: tomorrow, branchId: branch.id })
    expect(week.lessons.find(one => one.id === lesson.id)?.conflicts).toMatchObject(wanted)
    // The one who stands in counts, not the one who is stood in for.
    await changeLesson(manager.context, lesson.id, { substituteId: (await arsenal.aUser('teacher')).id })
    expect((await readLessonPlan(manager.context, lesson.id)).conflicts.map(({ kind }) => kind)).toEqual(['group', 'room'])
    await changeLesson(manager.context, lesson.id, { substituteId: other.id, place: 'Outside' })
    expect((await readLessonPlan(manager.context, lesson.id)).conflicts).toMatchObject([{ kind: 'group' }, { kind: 'teacher', lessonId: sameRoom.id }, { kind: 'teacher' }])
  })
})

describe('the own week', () => {
  it('has the lessons that somebody gives and those of the children they may see, nobody else\'s', async () => {
    const person = await arsenal.aUser(['teacher', 'parent'])
    const group = await arsenal.aGroup({ teacher: person })
    const { lesson: own } = await arsenal.aLesson({ group, teacher: person, ...at('08:00', '09:00') })
    const { lesson: stands } = await arsenal.aLesson({ substitute: person, ...at('10:00', '11:00') })
    const { lesson: children, group: theirs } = await arsenal.aLesson(at('12:00', '13:00'))
    await arsenal.aLesson(at('14:00', '15:00'))
    const [misha, anya] = [await arsenal.aStudent({ name: 'Misha X', group: theirs }), await arsenal.aStudent({ name: 'Anya X', group: theirs })]
    const hidden = await arsenal.aStudent({ group: theirs })
    for (const child of [misha, anya]) await arsenal.aGuardianship(person, child)
    await rows('insert into guardianships ("tenantId", "userId", "studentId", "maySeeRecords") values ($1, $2, $3, false)', [arsenal.tenant.id, person.id, hidden.id])
    const { lessons } = await ownWeek(person.context, tomorrow)
    expect(lessons.map(lesson => lesson.id)).toEqual([own.id, stands.id, children.id])
    expect(lessons[2]?.children).toHaveLength(2)
    const student = await arsenal.aUser('student', { student: misha })
    expect((await ownWeek(student.context, tomorrow)).lessons).toMatchObject([{ id: children.id, children: [] }])
    expect((await ownWeek((await arsenal.aUser('parent')).context, tomorrow)).lessons).toEqual([])
  })
})
