import { idParams } from '#shared/schemas/ids'
import { groupInvited, invite } from '#shared/schemas/invitations'
import { inviteGroup } from '../../../domain/people/invite-group'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Invite the guardians of a group who have no password, by mail or by code',
  allow: isManager,
  params: idParams,
  body: invite,
  response: groupInvited,
  secret: true,
  run: async ({ ctx, params, body, event }) => inviteGroup(ctx, params.id, body.kind, await linkOrigin(event)),
})
