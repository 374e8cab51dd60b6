import { describe, expect, it } from 'vitest'
import { dayAttendance } from '../../../server/domain/attendance/day-attendance'
import { listOpenRegisters } from '../../../server/domain/attendance/list-open-registers'
import { takeRegister } from '../../../server/domain/attendance/take-register'
import { changeLesson } from '../../../server/domain/lessons/change-lesson'
import { planLesson } from '../../../server/domain/lessons/plan-lesson'
import { showPublicWeek } from '../../../server/domain/lessons/show-public-week'
import { closeDays } from '../../../server/domain/timetable/close-days'
import { listClosures } from '../../../server/domain/timetable/list-closures'
import { planningWeek } from '../../../server/domain/timetable/planning-week'
import { reopenDays } from '../../../server/domain/timetable/reopen-days'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { present } from '../../helpers/school/marks'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const statusOf = async (lesson: { id: string }) => (await rows<{ status: string, closureId: string | null, sequence: number }>(
  'select status, "closureId", sequence from lessons where id = $1', [lesson.id]))[0]

async function aBranchDay(date = arsenal.day()) {
  const branch = await arsenal.aBranch()
  const teacher = await arsenal.aUser('teacher')
  const group = await arsenal.aGroup({ branch, teacher })
  const manager = await arsenal.aUser('manager', { branches: [branch] })
  const { lesson } = await arsenal.aLesson({ group, teacher, students: 1, date })
  return { branch, teacher, group, manager, lesson }
}
const day = (branch: { id: string } | null, date: string, reason = 'Snow') => ({ branchId: branch?.id ?? null, from: date, to: date, reason })

describe('a day of a branch that is cancelled', () => {
  it('takes its lessons out of registers, figures and the public week, and comes back in one go', async () => {
    const { branch, manager, group, teacher, lesson } = await aBranchDay(arsenal.day(-1))
    const { lesson: moved } = await arsenal.aLesson({ group, teacher, date: arsenal.day(-1), startTime: '12:00', endTime: '13:00', status: 'moved' })
    const { lesson: off } = await arsenal.aLesson({ group, teacher, date: arsenal.day(-1), startTime: '15:00', endTime: '16:00', status: 'cancelled' })
    const open = async () => (await listOpenRegisters(manager.context, { page: 1, limit: 50 })).data.map(one => one.lessonId)
    expect(await open()).toContain(lesson.id)

    const closed = await closeDays(manager.context, day(branch, arsenal.day(-1)))
    expect(closed).toMatchObject({ branch: { id: branch.id }, cancelled: 2, kept: 0 })
    expect(await statusOf(lesson)).toEqual({ status: 'cancelled', closureId: closed.id, sequence: 1 })
    expect(await statusOf(off)).toMatchObject({ closureId: null })
    expect(await open()).toEqual([])
    expect(JSON.stringify((await dayAttendance(manager.context)).groups)).not.toContain(group.id)
    const week = await showPublicWeek(arsenal.context, { from: arsenal.day(-1), branchId: branch.id })
    expect(week.closures).toEqual([{ branchName: expect.any(String), from: arsenal.day(-1), to: arsenal.day(-1), reason: 'Snow' }])
    expect(week.lessons.filter(one => one.date === arsenal.day(-1)).map(one => one.startsAt)).toEqual(['15:00'])
    expect(await rows('select before->>\'status\' as before, after->>\'status\' as after, reason, "batchId" from lesson_changes where "lessonId" = $1', [lesson.id]))
      .toEqual([{ before: 'scheduled', after: 'cancelled', reason: 'Snow', batchId: closed.id }])

    await reopenDays(manager.context, closed.id)
    expect([await statusOf(lesson), await statusOf(moved), await statusOf(off)]).toMatchObject([
      { status: 'scheduled', closureId: null, sequence: 2 }, { status: 'moved', closureId: null }, { status: 'cancelled' }])
    expect(await open()).toContain(lesson.id)
    await expectNotInSight(reopenDays(manager.context, closed.id))
  })

  it('leaves other branches and lessons with marks alone', async () => {
    const [here, there] = [await aBranchDay(), await aBranchDay()]
    const [student] = here.lesson.students
    if (!student) throw new Error('nobody')
    await takeRegister(here.teacher.context, here.lesson.id, [present(student)])
    expect(await closeDays(here.manager.context, day(here.branch, arsenal.day()))).toMatchObject({ cancelled: 0, kept: 1 })
    expect([await statusOf(here.lesson), await statusOf(there.lesson)]).toMatchObject([{ status: 'scheduled' }, { status: 'scheduled' }])
  })

  it('is never half done: a register saved at the same moment is kept, or its lesson cancelled', async () => {
    for (let round = 0; round < 6; round++) {
      const { branch, manager, teacher, lesson } = await aBranchDay()
      const [student] = lesson.students
      if (!student) throw new Error('nobody')
      const [closed, taken] = await Promise.allSettled([
        closeDays(manager.context, day(branch, arsenal.day())), takeRegister(teacher.context, lesson.id, [present(student)])])
      expect(closed.status).toBe('fulfilled')
      const marks = await arsenal.marksOf(lesson)
      expect((await statusOf(lesson))?.status).toBe(marks.length > 0 ? 'scheduled' : 'cancelled')
      expect(taken.status).toBe(marks.length > 0 ? 'fulfilled' : 'rejected')
    }
  })
})

describe('closed days', () => {
  it('stay closed for as long as any reason holds', async () => {
    const { branch, manager, lesson } = await aBranchDay(arsenal.day(30))
    const admin = await arsenal.aUser('admin')
    const first = await closeDays(manager.context, day(branch, arsenal.day(30), 'Paint'))
    const second = await closeDays(admin.context, day(null, arsenal.day(30), 'Holiday'))
    await reopenDays(manager.context, first.id)
    expect(await statusOf(lesson)).toMatchObject({ status: 'cancelled', closureId: second.id })
    await reopenDays(admin.context, second.id)
    expect(await statusOf(lesson)).toMatchObject({ status: 'scheduled', closureId: null })
  })

  it('take no lesson, planned or moved, and give one away to another day', async () => {
    const { branch, manager, group, teacher, lesson } = await aBranchDay(arsenal.day(40))
    const closed = await closeDays(manager.context, { branchId: branch.id, from: arsenal.day(40), to: arsenal.day(41), reason: 'Paint' })
    const refused = { status: 422, errors: [{ path: 'date', code: 'closed_day' }] }
    await expect(planLesson(teacher.context, { groupId: group.id, date: arsenal.day(41), startTime: '09:00', endTime: '10:00' })).rejects.toMatchObject(refused)
    await expect(changeLesson(teacher.context, lesson.id, { status: 'scheduled' })).rejects.toMatchObject(refused)
    await expect(changeLesson(teacher.context, lesson.id, { date: arsenal.day(41) })).rejects.toMatchObject(refused)
    expect(await changeLesson(teacher.context, lesson.id, { place: 'Hall' })).toMatchObject({ status: 'cancelled' })
    expect(await statusOf(lesson)).toMatchObject({ closureId: closed.id })
    expect(await changeLesson(teacher.context, lesson.id, { date: arsenal.day(42) })).toMatchObject({ id: lesson.id, status: 'moved', date: arsenal.day(42) })
    await reopenDays(manager.context, closed.id)
    expect(await statusOf(lesson)).toMatchObject({ status: 'moved', closureId: null })
  })

  it('of everybody are an admin\'s, of a branch its managers\'', async () => {
    const { branch, manager } = await aBranchDay()
    const other = await arsenal.aUser('manager', { branches: [await arsenal.aBranch()] })
    const admin = await arsenal.aUser('admin')
    await expect(closeDays(manager.context, day(null, arsenal.day(50)))).rejects.toMatchObject({ code: 'forbidden' })
    for (const person of [other, await riverside.aUser('admin')])
      await expect(closeDays(person.context, day(branch, arsenal.day(50)))).rejects.toMatchObject({ errors: [{ path: 'branchId', code: 'not_found' }] })
    const tooLong = closeDays(admin.context, { branchId: null, from: arsenal.day(), to: arsenal.day(200), reason: 'x' })
    await expect(tooLong).rejects.toMatchObject({ errors: [{ code: 'too_long' }] })
    const own = await closeDays(manager.context, day(branch, arsenal.day(51)))
    const all = await closeDays(admin.context, day(null, arsenal.day(52)))
    await expectNotInSight(reopenDays(other.context, own.id))
    await expect(reopenDays(manager.context, all.id)).rejects.toMatchObject({ code: 'forbidden' })
    const seen = async (person: typeof manager) =>
      (await listClosures(person.context)).data.filter(one => [own.id, all.id].includes(one.id)).map(one => [one.id, one.mayUndo])
    expect([await seen(manager), await seen(other), await seen(admin)])
      .toEqual([[[own.id, true], [all.id, false]], [[all.id, false]], [[own.id, true], [all.id, true]]])
    expect((await planningWeek(other.context, { from: arsenal.day(51) })).closures.map(one => one.id)).not.toContain(own.id)
    await reopenDays(admin.context, all.id)
  })
})
