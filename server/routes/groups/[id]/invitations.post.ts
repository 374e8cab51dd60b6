import { idParams } from '#shared/schemas/ids'
import { invite } from '#shared/schemas/invitations'
import { inviteGroup } from '../../../domain/people/invite-group'
import { isManager } from '../../../domain/people/policy'

/** Invites the guardians of a group from its page of slips. */
export default defineFormHandler({
  allow: isManager,
  page: (_fields, event) => `/groups/${getRouterParam(event, 'id')}/invitations`,
  async run({ event, fields }) {
    const { id } = parseParams(idParams, getRouterParams(event))
    const { kind } = parseBody(invite, { kind: fields.kind })
    const { invited } = await inviteGroup(viewerContext(event), id, kind, await linkOrigin(event))
    return `/groups/${id}/invitations?invited=${invited}&kind=${kind}`
  },
})
