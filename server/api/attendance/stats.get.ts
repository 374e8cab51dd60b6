import { attendanceStats as answer, attendanceStatsQuery } from '#shared/schemas/attendance'
import { attendanceStats } from '../../domain/attendance/attendance-stats'
import { isStaff } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'stats',
  summary: 'Attendance by branch, group, day or week',
  allow: isStaff,
  query: attendanceStatsQuery,
  response: answer,
  tags: () => [tag.marks, tag.lessons],
  shared: true,
  expensive: true,
  run: ({ ctx, query }) => attendanceStats(ctx, query),
})
