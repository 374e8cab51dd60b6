import { dashboardStats as answer } from '#shared/schemas/overview'
import { dashboardStats } from '../../domain/attendance/dashboard-stats'
import { isStaff } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The figures of today for staff',
  allow: isStaff,
  response: answer,
  run: ({ ctx }) => dashboardStats(ctx),
})
