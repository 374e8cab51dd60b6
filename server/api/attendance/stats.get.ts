import { attendanceStats as answer, attendanceStatsQuery } from '#shared/schemas/attendance'
import { attendanceStats } from '../../domain/attendance/attendance-stats'
import { isStaff } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Attendance by branch, group, day or week',
  allow: isStaff,
  query: attendanceStatsQuery,
  response: answer,
  run: ({ ctx, query }) => attendanceStats(ctx, query),
})
