import { idParams } from '#shared/schemas/ids'
import { invitation } from '#shared/schemas/invitations'
import { showInvitation } from '../../../domain/people/list-invitations'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'The invitation of a person that stands open; each look is in the audit log',
  allow: isManager,
  params: idParams,
  response: invitation,
  run({ ctx, params, event }) {
    setResponseHeader(event, 'cache-control', 'no-store')
    return showInvitation(ctx, params.id)
  },
})
