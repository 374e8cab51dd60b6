import type { FamilyCard } from '#shared/schemas/home'
import { attendanceRate, type MarkCounts, markStatuses } from '#shared/utils/attendance'
import { addDays, type LocalDate, localToday } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { type Sql, sql } from '../../infra/db/sql'
import { countColumns } from './counts'
import { tookPlace } from './took-place'

/** The marks of the student `s`, as the alias `m`, over lessons that took place. */
export const marksOfStudent = sql`FROM marks m WHERE m."tenantId" = s."tenantId" AND m."studentId" = s.id AND ${tookPlace}`

const WEEKS = 8

/** Counts of one week, the present one being 0. */
export type WeekCounts = MarkCounts & { week: number }

/** A sub-select of the counts of the eight weeks up to today, as one JSON list `weeks`; a week without marks is not in it. */
export function weeksOfMarks(ctx: TenantContext, now: Date): Sql {
  const today = localToday(ctx.tenant, now)
  return sql`
    SELECT coalesce(json_agg(counted), '[]') AS weeks FROM (
      SELECT (${today}::date - m.date) / 7 AS week, ${countColumns} ${marksOfStudent}
        AND m.date BETWEEN ${addDays(today, 1 - 7 * WEEKS)}::date AND ${today}::date
      GROUP BY 1) counted`
}

/** The trend of `attendanceTrend`, from counts by week. */
export function toTrend(weeks: readonly WeekCounts[], today: LocalDate): FamilyCard['trend'] {
  const rateOf = (first: number, last: number) =>
    attendanceRate(sum(weeks.filter(({ week }) => week >= first && week <= last)))
  const [recent, before] = [rateOf(0, WEEKS / 2 - 1), rateOf(WEEKS / 2, WEEKS - 1)]
  return {
    recent, before, change: recent === null || before === null ? null : recent - before,
    weeks: Array.from({ length: WEEKS }, (_, i) => WEEKS - 1 - i).map(week => ({ from: addDays(today, -6 - 7 * week), rate: rateOf(week, week) })),
  }
}

function sum(weeks: readonly MarkCounts[]): MarkCounts {
  const counts: MarkCounts = { present: 0, late: 0, absent: 0, excused: 0 }
  for (const week of weeks) for (const status of markStatuses) counts[status] += week[status]
  return counts
}
