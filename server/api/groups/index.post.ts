import { newGroup, plannedGroup } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { planGroup } from '../../domain/timetable/plan-group'

export default defineTenantHandler({
  summary: 'Makes a group by hand',
  allow: isManager,
  body: newGroup,
  response: plannedGroup,
  status: 201,
  location: answer => `/api/groups/${answer.id}/plan`,
  run: ({ ctx, body }) => planGroup(ctx, body),
})
