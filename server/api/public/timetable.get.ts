import { publicWeek, publicWeekQuery } from '#shared/schemas/public-week'
import { showPublicWeek } from '../../domain/lessons/show-public-week'

export default defineTenantHandler({
  summary: 'The week of the school: group, time and branch, never people',
  allow: 'anyone',
  query: publicWeekQuery,
  response: publicWeek,
  run: ({ ctx, query }) => showPublicWeek(ctx, query),
})
