import { dayAttendance as answer, dayQuery } from '#shared/schemas/overview'
import { dayAttendance } from '../../domain/attendance/day-attendance'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'A day\'s attendance by branch and by group, against the usual',
  allow: isManager,
  query: dayQuery,
  response: answer,
  run: ({ ctx, query }) => dayAttendance(ctx, query.date),
})
