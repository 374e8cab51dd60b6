import { attendanceAlerts, attendanceAlertsQuery } from '#shared/schemas/attendance'
import { listAlerts } from '../../domain/attendance/list-alerts'
import { isStaff } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'alerts',
  summary: 'Students who missed several lesson days in a row, or whose rate is low, and whom nobody has taken on',
  allow: isStaff,
  query: attendanceAlertsQuery,
  response: attendanceAlerts,
  tags: () => [tag.marks, tag.lessons, tag.takenAlerts],
  shared: true,
  expensive: true,
  run: ({ ctx, query }) => listAlerts(ctx, query),
})
