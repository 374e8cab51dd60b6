import { dayAttendance as answer, dayQuery } from '#shared/schemas/overview'
import { dayAttendance } from '../../domain/attendance/day-attendance'
import { isManager } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'overview-attendance',
  summary: 'A day\'s attendance by branch and by group, against the usual',
  allow: isManager,
  query: dayQuery,
  response: answer,
  tags: () => [tag.marks, tag.lessons],
  shared: true,
  expensive: true,
  run: ({ ctx, query }) => dayAttendance(ctx, query.date),
})
