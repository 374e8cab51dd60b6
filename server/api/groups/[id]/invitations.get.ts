import { idParams } from '#shared/schemas/ids'
import { groupInvitations } from '#shared/schemas/invitations'
import { listInvitations } from '../../../domain/people/list-invitations'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The guardians of a group with the codes that let them in, to be printed; each look is in the audit log',
  allow: isManager,
  params: idParams,
  response: groupInvitations,
  run({ ctx, params, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return listInvitations(ctx, params.id)
  },
})
