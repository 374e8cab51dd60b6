import { publicWeek, publicWeekQuery } from '#shared/schemas/public-week'
import { showPublicWeek } from '../../domain/lessons/show-public-week'
import { tag } from '../../domain/tags'

export default defineCachedTenantHandler({
  name: 'public-week',
  summary: 'The week of the school: group, time and branch, never people',
  allow: 'anyone',
  query: publicWeekQuery,
  response: publicWeek,
  tags: () => [tag.lessons],
  run: ({ ctx, query }) => showPublicWeek(ctx, query),
})
