import { idParams } from '#shared/schemas/ids'
import { groupChange, plannedGroup } from '#shared/schemas/timetable'
import { isManager } from '../../domain/people/policy'
import { changeGroup } from '../../domain/timetable/change-group'

export default defineTenantHandler({
  summary: 'Renames a group, says in which terms it meets, ends it or takes it up again',
  allow: isManager,
  params: idParams,
  body: groupChange,
  response: plannedGroup,
  run: ({ ctx, params, body }) => changeGroup(ctx, params.id, body),
})
