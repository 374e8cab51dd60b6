import { expect, it } from 'vitest'
import { awayQuery, openRegistersQuery } from '#shared/schemas/overview'
import { dashboardStats } from '../../../server/domain/attendance/dashboard-stats'
import { dayAttendance } from '../../../server/domain/attendance/day-attendance'
import { listAway } from '../../../server/domain/attendance/list-away'
import { listOpenRegisters, openRegistersSql } from '../../../server/domain/attendance/list-open-registers'
import { db } from '../../../server/infra/db/db'
import { rows } from '../../helpers/school/rows'
import { arsenal, riverside } from '../../helpers/schools'

const today = arsenal.day()
const admin = (await arsenal.aUser('admin')).context
const [north, south] = [await arsenal.aBranch({ name: 'North' }), await arsenal.aBranch({ name: 'South' })]
const [boys, girls] = [await arsenal.aGroup({ branch: north, name: 'Boys' }), await arsenal.aGroup({ branch: south, name: 'Girls' })]
const manager = (await arsenal.aUser('manager', { branches: [south] })).context
const stranger = (await riverside.aUser('admin')).context

const away = (ctx: typeof admin) => listAway(ctx, awayQuery.parse({}))
const open = (ctx: typeof admin) => listOpenRegisters(ctx, openRegistersQuery.parse({}))

it('is empty and calm for a school without anything', async () => {
  expect(await dashboardStats(stranger)).toMatchObject({ students: 0, groups: 0, lessons: 0, registersOpen: 0, attendance: { total: 0, rate: null } })
  expect(await dayAttendance(stranger)).toMatchObject({ whole: { total: 0, rate: null, usual: null, lessons: 0 }, branches: [], groups: [] })
  expect((await away(stranger)).pagination.total).toBe(0)
  expect((await open(stranger)).pagination.total).toBe(0)
})

it('sets the day against the usual, by group and by branch, for a manager their own', async () => {
  const { lesson } = await arsenal.aLesson({ group: girls, students: 2, startTime: '00:00', endTime: '00:01' })
  const [ann, eve] = lesson.students
  await arsenal.aMark(lesson, ann!, 'present')
  await arsenal.aMark(lesson, eve!, 'absent')
  for (const [weeks, status] of [[1, 'present'], [2, 'absent'], [5, 'absent']] as const) {
    await arsenal.aMark((await arsenal.aLesson({ group: girls, date: arsenal.day(-7 * weeks), students: [] })).lesson, ann!, status)
  }
  const { lesson: other } = await arsenal.aLesson({ group: boys, students: 1, startTime: '00:00', endTime: '00:01' })
  await arsenal.aMark(other, other.students[0]!, 'late')
  await arsenal.aLesson({ group: boys, status: 'cancelled' })

  const day = await dayAttendance(admin)
  const figures = { present: 1, late: 0, absent: 1, excused: 0, total: 2, rate: 0.5, usual: 0.5, lessons: 1, registersTaken: 0 }
  expect(day.groups.find(({ id }) => id === girls.id)).toEqual({ id: girls.id, name: 'Girls', branch: { id: south.id, name: 'South' }, ...figures })
  expect(day.branches).toEqual([
    expect.objectContaining({ id: north.id, late: 1, rate: 1, usual: null, lessons: 1 }),
    { id: south.id, name: 'South', ...figures },
  ])
  expect(day.whole).toMatchObject({ total: 3, rate: 2 / 3, usual: 0.5, lessons: 2 })
  const own = await dayAttendance(manager)
  expect(own.groups.map(({ id }) => id)).toEqual([girls.id])
  expect(own.whole).toEqual(figures)
  expect((await dashboardStats(manager))).toMatchObject({ students: 2, groups: 1, lessons: 1, registersOpen: 1, registersTaken: 0, attendance: { total: 2 } })
})

it('tells who is away, first those without a word, and knows notices of days and of lessons', async () => {
  const group = await arsenal.aGroup({ branch: south, name: 'Juniors' })
  const { lesson } = await arsenal.aLesson({ group, students: 6, startTime: '00:02', endTime: '00:03' })
  const [silent, excused, noticed, waiting, back, unknown] = lesson.students
  await arsenal.aMark(lesson, silent!, 'absent')
  await arsenal.aMark(lesson, excused!, 'excused')
  await arsenal.aMark(lesson, noticed!, 'excused')
  await arsenal.aNotice(noticed!, { reason: 'ill' })
  await arsenal.aNotice(waiting!, { from: arsenal.day(-3), to: arsenal.day(3), reason: 'A tooth' })
  await arsenal.aNotice(back!, { reason: 'ill' })
  await arsenal.aMark(lesson, back!, 'present')
  const withdrawn = await arsenal.aNotice(unknown!, { reason: 'ill' })
  await rows('update absence_notices set "withdrawnAt" = now() where id = $1', [withdrawn.id])
  const { data, withoutNotice } = await away(admin)
  const row = (student: { id: string } | undefined) => data.find(away => away.student.id === student?.id)
  expect(row(silent)).toMatchObject({ status: 'absent', notice: null, groups: [{ id: group.id, name: 'Juniors' }] })
  expect(row(excused)).toMatchObject({ status: 'excused', notice: null })
  expect(row(noticed)).toMatchObject({ status: 'excused', notice: { reason: 'ill', label: null } })
  expect(row(waiting)).toMatchObject({ status: null, notice: { reason: 'A tooth' } })
  expect(row(back)).toBeUndefined()
  expect(row(unknown)).toBeUndefined()
  expect(withoutNotice).toBe(2)
  const order = data.map(({ notice, status }) => [notice !== null, status])
  expect(order).toEqual(order.toSorted(([a, x], [b, y]) => Number(a) - Number(b) || String(x === null ? 'z' : x).localeCompare(String(y === null ? 'z' : y))))
  expect((await away(manager)).data.length).toBe(data.length)
  expect((await away((await arsenal.aUser('manager', { branches: [north] })).context)).data).toEqual([])
})

it('lists registers that nobody took since the last day with lessons, once they ended', async () => {
  const group = await arsenal.aGroup({ branch: south, name: 'Late' })
  await arsenal.aStudent({ group })
  const substitute = await arsenal.aUser('teacher', { name: 'Sub' })
  const before = await arsenal.aLesson({ group, date: arsenal.day(-400), students: [] })
  expect(before.lesson.date < arsenal.day(-1)).toBe(true)
  const { lesson: yesterday } = await arsenal.aLesson({ group, date: arsenal.day(-1), substitute })
  const { lesson: ended } = await arsenal.aLesson({ group, startTime: '09:00', endTime: '10:00' })
  const { lesson: under } = await arsenal.aLesson({ group, startTime: '10:00', endTime: '11:00' })
  const { lesson: taken } = await arsenal.aLesson({ group, startTime: '08:00', endTime: '08:30' })
  await rows('update lessons set "takenAt" = now() where id = $1', [taken.id])
  await arsenal.aLesson({ group: await arsenal.aGroup({ branch: south }), date: arsenal.day(-1) })

  // 10:30 in Moscow.
  const at = new Date(`${today}T07:30:00Z`)
  const [row] = await db.query<{ data: { lessonId: string, teachers: string[] }[] }>(admin, openRegistersSql(admin, { page: 1, limit: 100 }, at))
  const found = (row?.data ?? []).map(({ lessonId }) => lessonId)
  expect(found).toContain(yesterday.id)
  expect(found).toContain(ended.id)
  for (const lesson of [under, taken, before.lesson]) expect(found).not.toContain(lesson.id)
  expect(row?.data.find(({ lessonId }) => lessonId === yesterday.id)?.teachers).toEqual(['Sub'])
  expect((await open((await arsenal.aUser('manager', { branches: [north] })).context)).data.filter(({ lessonId }) => lessonId === yesterday.id)).toEqual([])
})
