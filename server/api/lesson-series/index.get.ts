import { seriesList, seriesQuery } from '#shared/schemas/timetable'
import { isStaff } from '../../domain/people/policy'
import { tag } from '../../domain/tags'
import { listSeries } from '../../domain/timetable/list-series'

export default defineCachedTenantHandler({
  name: 'lesson-series',
  summary: 'What a group does every week',
  allow: isStaff,
  query: seriesQuery,
  response: seriesList,
  tags: () => [tag.lessons],
  run: ({ ctx, query }) => listSeries(ctx, query.groupId),
})
