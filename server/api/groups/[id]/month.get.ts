import { groupMonthQuery, groupWeek as answer } from '#shared/schemas/attendance'
import { idParams } from '#shared/schemas/ids'
import { groupMonth } from '../../../domain/attendance/group-week'
import { isStaff } from '../../../domain/people/policy'
import { tag } from '../../../domain/tags'

export default defineCachedTenantHandler({
  name: 'group-month',
  summary: 'The lessons of one group in a month, and who was there',
  allow: isStaff,
  params: idParams,
  query: groupMonthQuery,
  response: answer,
  tags: ({ params }) => [tag.lessons, tag.notices, tag.group(params.id)],
  shared: true,
  run: ({ ctx, params, query }) => groupMonth(ctx, params.id, query.month),
})
