import fc from 'fast-check'
import { expect, it } from 'vitest'
import { attendanceAlertsQuery, attendanceStatsQuery, studentAttendanceQuery } from '#shared/schemas/attendance'
import { absencesInARow, attendanceSummary, markStatuses, usualRate, type DatedMark } from '#shared/utils/attendance'
import { addDays, isoWeek } from '#shared/utils/local-date'
import { attendanceStats } from '../../../server/domain/attendance/attendance-stats'
import { dayAttendance } from '../../../server/domain/attendance/day-attendance'
import { listAlerts } from '../../../server/domain/attendance/list-alerts'
import { studentAttendance } from '../../../server/domain/attendance/student-attendance'
import { rows } from '../../helpers/school/rows'
import { arsenal } from '../../helpers/schools'

const today = arsenal.day()
const admin = (await arsenal.aUser('admin')).context
const { settings } = arsenal.tenant

// Up to two lessons a day over seven weeks, each with a mark or none.
const anyMarks = fc.array(fc.record({
  ago: fc.integer({ min: 0, max: 48 }),
  lesson: fc.integer({ min: 0, max: 1 }),
  status: fc.constantFrom(...markStatuses, ...markStatuses, 'absent' as const, 'absent' as const),
}), { maxLength: 60 }).map(marks => [...new Map(marks.map(mark => [`${mark.ago} ${mark.lesson}`, mark])).values()]
  .map(({ ago, lesson, status }) => ({ date: addDays(today, -ago), lesson, status })))

type Given = DatedMark & { lesson: number }

/** A student of a group of their own with these marks, and lessons that never were with marks of the opposite. */
async function aStudentWith(marks: Given[]) {
  const group = await arsenal.aGroup()
  const student = await arsenal.aStudent({ group })
  const all = [...marks.map(mark => ({ ...mark, off: false })), ...marks.slice(0, 5).map(mark => ({
    ...mark, off: true, status: mark.status === 'present' ? 'absent' as const : 'present' as const,
  }))]
  await rows(`
    with given as (select * from jsonb_to_recordset($5::jsonb) as g (date date, lesson int, status mark_status, off boolean)),
    made as (
      insert into lessons ("tenantId", "groupId", "branchId", date, "startTime", "endTime", status)
      select $1, $2, $3, date, make_time(9 + lesson + case when off then 5 else 0 end, 0, 0), make_time(10 + lesson + case when off then 5 else 0 end, 0, 0),
        case when off then 'cancelled' else 'scheduled' end::lesson_status from given
      returning id, date, "startTime")
    insert into marks ("tenantId", "lessonId", "groupId", "studentId", date, status)
    select $1, m.id, $2, $4, m.date, g.status
    from made m join given g on g.date = m.date and make_time(9 + g.lesson + case when g.off then 5 else 0 end, 0, 0) = m."startTime"`,
  [arsenal.tenant.id, group.id, group.branchId, student.id, JSON.stringify(all)])
  return { student, group }
}

const forget = async () => {
  await rows('delete from marks where "tenantId" = $1', [arsenal.tenant.id])
  await rows('delete from students where "tenantId" = $1', [arsenal.tenant.id])
}

it('agrees with the pure functions, whatever was marked', async () => {
  await fc.assert(fc.asyncProperty(anyMarks, anyMarks, async (marks, others) => {
    const { student, group } = await aStudentWith(marks)
    await aStudentWith(others)

    const own = await studentAttendance(admin, student.id, studentAttendanceQuery.parse({ limit: 100 }))
    expect(own.summary).toEqual(attendanceSummary(marks))
    expect(own.data.map(({ date, status }) => `${date} ${status}`))
      .toEqual(marks.toSorted((a, b) => b.date.localeCompare(a.date) || b.lesson - a.lesson).map(({ date, status }) => `${date} ${status}`))

    const byGroup = await attendanceStats(admin, attendanceStatsQuery.parse({ by: 'group' }))
    const { total, rate } = attendanceSummary(marks)
    expect(byGroup.data.find(row => row.key === group.id)).toEqual(total > 0 ? expect.objectContaining({ total, rate }) : undefined)

    const byWeek = await attendanceStats(admin, attendanceStatsQuery.parse({ by: 'week' }))
    const weeks = [...new Set([...marks, ...others].map(mark => isoWeek(mark.date)))].sort()
    expect(byWeek.data.map(({ key, present, late, absent, excused, total, rate }) => ({ key, present, late, absent, excused, total, rate })))
      .toEqual(weeks.map(key => ({ key, ...attendanceSummary([...marks, ...others].filter(mark => isoWeek(mark.date) === key)) })))

    const { groups, whole } = await dayAttendance(admin, today)
    const held = marks.filter(mark => mark.date === today)
    const usual = usualRate(marks, today)
    const row = groups.find(({ id }) => id === group.id)
    expect(row?.total ?? 0).toBe(held.length)
    if (row) expect(row.usual).toEqual(usual === null ? null : expect.closeTo(usual, 12))
    expect(whole).toMatchObject(attendanceSummary([...marks, ...others].filter(mark => mark.date === today)))

    const alerts = (await listAlerts(admin, attendanceAlertsQuery.parse({}))).data.filter(alert => alert.student.id === student.id)
    const { days, since } = absencesInARow(marks)
    const expected = [
      ...days >= settings.absencesInARow ? [{ kind: 'consecutive', value: days, since }] : [],
      ...total >= 5 && rate !== null && rate < settings.rateThreshold ? [{ kind: 'rate', value: rate, since: addDays(today, -89) }] : [],
    ]
    expect(alerts.map(({ kind, value, since }) => ({ kind, value, since }))).toEqual(expected)
    await forget()
  }), { numRuns: 40 })
}, 60_000)
