import { awayQuery, awayStudents } from '#shared/schemas/overview'
import { listAway } from '../../domain/attendance/list-away'
import { isManager } from '../../domain/people/policy'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'overview-away',
  summary: 'Who misses a lesson of the day, with and without notice',
  allow: isManager,
  query: awayQuery,
  response: awayStudents,
  tags: () => [tag.marks, tag.lessons, tag.notices],
  shared: true,
  expensive: true,
  run: ({ ctx, query }) => listAway(ctx, query),
})
