import { idParams } from '#shared/schemas/ids'
import { lastDay, made } from '#shared/schemas/class-list'
import { endAssignment } from '../../domain/people/end-assignment'
import { isManager } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Take a teacher from a group after a day',
  allow: isManager,
  params: idParams,
  body: lastDay,
  response: made,
  run: ({ ctx, params, body }) => endAssignment(ctx, params.id, body.to),
})
