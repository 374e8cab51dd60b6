import { dashboardStats as answer } from '#shared/schemas/overview'
import { dashboardStats } from '../../domain/attendance/dashboard-stats'
import { isStaff } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'dashboard',
  summary: 'The figures of today for staff',
  allow: isStaff,
  response: answer,
  tags: () => [tag.marks, tag.lessons, tag.notices],
  shared: true,
  expensive: true,
  run: ({ ctx }) => dashboardStats(ctx),
})
