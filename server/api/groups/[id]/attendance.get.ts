import { groupWeek as answer, groupWeekQuery } from '#shared/schemas/attendance'
import { idParams } from '#shared/schemas/ids'
import { groupWeek } from '../../../domain/attendance/group-week'
import { isStaff } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The lessons of one group in a week, and who was there',
  allow: isStaff,
  params: idParams,
  query: groupWeekQuery,
  response: answer,
  run: ({ ctx, params, query }) => groupWeek(ctx, params.id, query.week),
})
