import { groupWeek as answer, groupWeekQuery } from '#shared/schemas/attendance'
import { idParams } from '#shared/schemas/ids'
import { groupWeek } from '../../../domain/attendance/group-week'
import { isStaff } from '../../../domain/people/policy'
import { tag } from '../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'group-week',
  summary: 'The lessons of one group in a week, and who was there',
  allow: isStaff,
  params: idParams,
  query: groupWeekQuery,
  response: answer,
  tags: ({ params }) => [tag.lessons, tag.notices, tag.group(params.id)],
  shared: true,
  run: ({ ctx, params, query }) => groupWeek(ctx, params.id, query.week),
})
