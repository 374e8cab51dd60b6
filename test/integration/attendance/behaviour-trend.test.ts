import { expect, it } from 'vitest'
import { addDays, startOfWeek } from '#shared/utils/local-date'
import { behaviourTrend } from '../../../server/domain/attendance/behaviour-trend'
import { takeRegister } from '../../../server/domain/attendance/take-register'
import { expectNotInSight } from '../../helpers/expect-invisible'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const monday = startOfWeek(arsenal.day())
const weeksAgo = (weeks: number, day = 0) => addDays(monday, day - 7 * weeks)

async function aChildWith(...marks: { date: string, behaviour?: number, participation?: number, status?: 'cancelled' }[]) {
  const group = await arsenal.aGroup()
  const child = await arsenal.aStudent({ group, from: weeksAgo(30) })
  for (const { date, behaviour, participation, status } of marks) {
    const { lesson } = await arsenal.aLesson({ group, date, status })
    await arsenal.aMark(lesson, child, 'present')
    await rows('update marks set behaviour = $2, participation = $3 where "lessonId" = $1', [lesson.id, behaviour, participation])
  }
  return { group, child }
}

it('is the mean of each week, and of the last four against the four before', async () => {
  const { child } = await aChildWith(
    { date: weeksAgo(0), behaviour: 5, participation: 4 }, { date: weeksAgo(3), behaviour: 4 }, { date: weeksAgo(3, 6), behaviour: 3 },
    { date: weeksAgo(4, 6), behaviour: 2 }, { date: weeksAgo(11), behaviour: 1, participation: 1 }, { date: weeksAgo(12, 6), behaviour: 5 },
    { date: weeksAgo(2), behaviour: 1, status: 'cancelled' },
  )
  const { weeks, behaviour, participation } = await behaviourTrend((await arsenal.aUser('admin')).context, child.id)
  expect(weeks.map(week => week.from)).toEqual(Array.from({ length: 12 }, (_, i) => weeksAgo(11 - i)))
  expect(weeks.map(week => week.behaviour)).toEqual([1, null, null, null, null, null, null, 2, 3.5, null, null, 5])
  expect(weeks.map(week => week.participation)).toEqual([1, ...Array<null>(10).fill(null), 4])
  expect(behaviour).toEqual({ recent: 4, before: 2, change: 2 })
  expect(participation).toEqual({ recent: 4, before: null, change: null })
})

it('is seen by the family and the staff, each over the marks in their sight, and by nobody else', async () => {
  const { group, child } = await aChildWith({ date: weeksAgo(1), behaviour: 3 })
  const elsewhere = await arsenal.aGroup()
  await arsenal.anEnrolment(child, elsewhere)
  const { lesson } = await arsenal.aLesson({ group: elsewhere, date: weeksAgo(1) })
  await arsenal.aMark(lesson, child, 'present')
  await rows('update marks set behaviour = 5 where "lessonId" = $1', [lesson.id])
  const [teacher, parent] = [await arsenal.aUser('teacher'), await arsenal.aUser('parent')]
  await arsenal.anAssignment(teacher, group)
  await arsenal.aGuardianship(parent, child)
  const recent = async (who: typeof teacher) => (await behaviourTrend(who.context, child.id)).behaviour.recent
  expect(await recent(teacher)).toBe(3)
  expect(await recent(parent)).toBe(4)
  expect(await recent(await arsenal.aUser('student', { student: child }))).toBe(4)
  for (const stranger of [await arsenal.aUser('teacher'), await arsenal.aUser('parent'), await riverside.aUser('admin')])
    await expectNotInSight(behaviourTrend(stranger.context, child.id))
})

it('comes from the register, where a save that does not speak of it leaves it', async () => {
  const { teacher, lesson } = await arsenal.aLesson({ students: 1, startTime: '00:00', endTime: '00:30' })
  const child = lesson.students[0]!
  const recent = async () => {
    const { behaviour, participation } = await behaviourTrend(teacher.context, child.id)
    return [behaviour.recent, participation.recent]
  }
  await takeRegister(teacher.context, lesson.id, [{ studentId: child.id, status: 'present', behaviour: 2, participation: 5 }])
  await takeRegister(teacher.context, lesson.id, [{ studentId: child.id, status: 'late' }])
  expect(await recent()).toEqual([2, 5])
  await takeRegister(teacher.context, lesson.id, [{ studentId: child.id, status: 'late', behaviour: null }])
  expect(await recent()).toEqual([null, 5])
  await takeRegister(teacher.context, lesson.id, [{ studentId: child.id, status: null }])
  expect(await recent()).toEqual([null, null])
})
