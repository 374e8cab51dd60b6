import { attendanceAlerts, attendanceAlertsQuery } from '#shared/schemas/attendance'
import { listAlerts } from '../../domain/attendance/list-alerts'
import { isStaff } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Students who missed several lesson days in a row, or whose rate is low',
  allow: isStaff,
  query: attendanceAlertsQuery,
  response: attendanceAlerts,
  run: ({ ctx, query }) => listAlerts(ctx, query),
})
