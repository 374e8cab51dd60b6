import { ownWeek as response, ownWeekQuery } from '#shared/schemas/timetable'
import { seesRecords } from '../../domain/people/policy'
import { tag } from '../../domain/tags'
import { ownWeek } from '../../domain/timetable/own-week'

export default defineCachedTenantHandler({
  name: 'timetable-mine',
  summary: 'The week of one person: lessons they give, and those of their children',
  allow: seesRecords,
  query: ownWeekQuery,
  response,
  tags: () => [tag.lessons],
  run: ({ ctx, query }) => ownWeek(ctx, query.from),
})
