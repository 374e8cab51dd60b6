import { expect, it } from 'vitest'
import { attendanceAlertsQuery } from '#shared/schemas/attendance'
import type { MarkStatus } from '#shared/utils/attendance'
import { listAlerts } from '../../../server/domain/attendance/list-alerts'
import { arsenal, riverside } from '../../helpers/schools'

const admin = (await arsenal.aUser('admin')).context
const alertsOf = async (ctx: typeof admin, student: { id: string }, query: object = {}) =>
  (await listAlerts(ctx, attendanceAlertsQuery.parse(query))).data.filter(alert => alert.student.id === student.id)

/** A student whose last lesson days were these, the last of them yesterday: `absent+excused` had two lessons. */
async function aStudentWith(...days: string[]) {
  const group = await arsenal.aGroup()
  const student = await arsenal.aStudent({ group })
  const lessons = []
  for (const [i, day] of days.entries()) {
    for (const [hour, status] of day.split('+').entries()) {
      const { lesson } = await arsenal.aLesson({ group, date: arsenal.day(i - days.length), startTime: `0${hour + 8}:00`, endTime: `0${hour + 8}:45` })
      if (status) await arsenal.aMark(lesson, student, status as MarkStatus)
      lessons.push(lesson)
    }
  }
  return { student, group, last: lessons.at(-1) }
}

it.each([
  [['present', 'absent', 'absent', 'absent'], 3],
  [['present', 'absent', 'absent'], null],
  [['absent', 'absent', 'absent', 'late'], null],
  [['absent', 'excused', 'absent', 'excused', 'absent'], 3],
  [['absent', 'absent', 'excused', 'excused'], null],
  [['excused', 'excused', 'excused', 'excused'], null],
  [['absent', 'absent', 'absent+present'], null],
  [['absent', 'absent', 'absent+excused'], 3],
  [['absent', 'absent+absent'], null],
  [['absent', '', 'absent', '', 'absent'], 3],
])('counts lesson days missed in a row: %j', async (days, value) => {
  const { student } = await aStudentWith(...days)
  const alerts = (await alertsOf(admin, student)).filter(({ kind }) => kind === 'consecutive')
  expect(alerts.map(alert => alert.value)).toEqual(value === null ? [] : [value])
})

it('says since when, and which lesson was the last', async () => {
  const { student, last } = await aStudentWith('absent', 'present', 'absent', 'absent+absent', 'absent')
  expect(await alertsOf(admin, student)).toEqual([
    { kind: 'consecutive', student: { id: student.id, name: student.name }, value: 3, since: arsenal.day(-3), lastLessonId: last?.id },
    { kind: 'rate', student: { id: student.id, name: student.name }, value: 1 / 6, since: arsenal.day(-89), lastLessonId: last?.id },
  ])
})

it('wants five marks for a rate, and one under the threshold, not at it', async () => {
  const rates = async (...days: string[]) => (await alertsOf(admin, (await aStudentWith(...days)).student)).filter(({ kind }) => kind === 'rate').map(({ value }) => value)
  expect(await rates('excused', 'excused', 'excused', 'present')).toEqual([])
  expect(await rates('excused', 'excused', 'excused', 'present', 'present')).toEqual([0.4])
  expect(await rates('excused', 'present', 'late', 'present', 'present')).toEqual([])
})

it('is about students of now', async () => {
  const group = await arsenal.aGroup()
  const gone = await arsenal.aStudent({ group, to: arsenal.day(-1) })
  for (const ago of [3, 4, 5]) await arsenal.aMark((await arsenal.aLesson({ group, date: arsenal.day(-ago) })).lesson, gone, 'absent')
  expect(await alertsOf(admin, gone)).toEqual([])
})

it('shows managers their branches, teachers their groups, and nobody another school', async () => {
  const { student, group } = await aStudentWith('absent', 'absent', 'absent')
  const teacher = await arsenal.aUser('teacher')
  await arsenal.anAssignment(teacher, group)
  const seen = async (ctx: typeof admin) => (await alertsOf(ctx, student)).length
  expect(await seen((await arsenal.aUser('manager', { branches: [{ id: group.branchId }] })).context)).toBe(1)
  expect(await seen(teacher.context)).toBe(1)
  expect(await seen((await arsenal.aUser('manager', { branches: [await arsenal.aBranch()] })).context)).toBe(0)
  expect(await seen((await arsenal.aUser('teacher')).context)).toBe(0)
  expect(await seen((await riverside.aUser('admin')).context)).toBe(0)
})

it('counts for a manager the marks of the own branches alone', async () => {
  const { student } = await aStudentWith('absent', 'absent', 'absent')
  const elsewhere = await arsenal.aGroup()
  await arsenal.anEnrolment(student, elsewhere)
  await arsenal.aMark((await arsenal.aLesson({ group: elsewhere, date: arsenal.day(-1) })).lesson, student, 'present')
  expect(await alertsOf((await arsenal.aUser('manager', { branches: [{ id: elsewhere.branchId }] })).context, student)).toEqual([])
  expect(await alertsOf(admin, student)).toEqual([])
})

it('gives the longest rows first, in pages', async () => {
  const first = await listAlerts(admin, attendanceAlertsQuery.parse({ limit: 1 }))
  expect(first.pagination.total).toBeGreaterThan(3)
  expect(first.data).toHaveLength(1)
  const all = await listAlerts(admin, attendanceAlertsQuery.parse({ limit: 100 }))
  const days = all.data.filter(({ kind }) => kind === 'consecutive').map(({ value }) => value)
  expect(days).toEqual(days.toSorted((a, b) => b - a))
  expect(all.data.map(({ kind }) => kind)).toEqual(all.data.map(({ kind }) => kind).toSorted())
})
