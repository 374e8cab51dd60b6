import { idParams } from '#shared/schemas/ids'
import { groupPlan } from '#shared/schemas/timetable'
import { isStaff } from '../../../domain/people/policy'
import { tag } from '../../../domain/tags'
import { readGroupPlan } from '../../../domain/timetable/group-plan'

export default defineCachedTenantHandler({
  name: 'groups-plan',
  summary: 'A group with its terms, rooms and what it does every week',
  allow: isStaff,
  params: idParams,
  response: groupPlan,
  tags: () => [tag.lessons],
  run: ({ ctx, params }) => readGroupPlan(ctx, params.id),
})
