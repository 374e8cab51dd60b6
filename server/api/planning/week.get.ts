import { planningWeek as response, planningWeekQuery } from '#shared/schemas/timetable'
import { isStaff } from '../../domain/people/policy'
import { tag } from '../../domain/tags'
import { planningWeek } from '../../domain/timetable/planning-week'

export default defineCachedTenantHandler({
  name: 'planning-week',
  summary: 'A week of the timetable with its conflicts, for whoever plans it',
  allow: isStaff,
  query: planningWeekQuery,
  response,
  tags: () => [tag.lessons],
  shared: true,
  run: ({ ctx, query }) => planningWeek(ctx, query),
})
