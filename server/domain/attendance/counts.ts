import { attendanceRate, markStatuses, type AttendanceSummary, type MarkCounts } from '#shared/utils/attendance'
import { sql } from '../../infra/db/sql'

/** Columns over the alias `m` (marks): how many of each status. */
export const countColumns = sql`
  count(*) FILTER (WHERE m.status = 'present') AS present, count(*) FILTER (WHERE m.status = 'late') AS late,
  count(*) FILTER (WHERE m.status = 'absent') AS absent, count(*) FILTER (WHERE m.status = 'excused') AS excused`

/** Counts with their sum and rate, nothing else of the row. */
export function toSummary(counts: MarkCounts): AttendanceSummary {
  const { present, late, absent, excused } = counts
  return { present, late, absent, excused, total: markStatuses.reduce((sum, status) => sum + counts[status], 0), rate: attendanceRate(counts) }
}
