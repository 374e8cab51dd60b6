import { idParams } from '#shared/schemas/ids'
import { invitation, invite } from '#shared/schemas/invitations'
import { inviteOne } from '../../../domain/people/invite'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Invite a person without a password, by a link to their address or by a code to be handed over',
  allow: isManager,
  params: idParams,
  body: invite,
  response: invitation,
  status: 201,
  secret: true,
  run: async ({ ctx, params, body, event }) => ({ invitation: await inviteOne(ctx, params.id, body.kind, await linkOrigin(event)) }),
})
