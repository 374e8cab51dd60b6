import { awayQuery, awayStudents } from '#shared/schemas/overview'
import { listAway } from '../../domain/attendance/list-away'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Who misses a lesson of the day, with and without notice',
  allow: isManager,
  query: awayQuery,
  response: awayStudents,
  run: ({ ctx, query }) => listAway(ctx, query),
})
