import { newAssignment } from '#shared/schemas/adults'
import { idParams } from '#shared/schemas/ids'
import { lastDay } from '#shared/schemas/class-list'
import { invite } from '#shared/schemas/invitations'
import { assignTeacher } from '../../domain/people/assign-teacher'
import { changeAdult } from '../../domain/people/change-adult'
import { endAdult } from '../../domain/people/end-adult'
import { endAssignment } from '../../domain/people/end-assignment'
import { inviteOne } from '../../domain/people/invite'
import { isManager } from '../../domain/people/policy'
import { revokeInvitation } from '../../domain/people/revoke-invitation'
import type { TenantContext, Viewer } from '../../domain/context'
import type { FormFields } from '../../utils/define-form-handler'

type Deed = (ctx: TenantContext<Viewer>, id: string, fields: FormFields, origin: string) => Promise<unknown>
const rowOf = (value: string | undefined) => parseParams(idParams, { id: value }).id

/** What each button of the page does. */
const DEEDS: Record<string, Deed> = {
  words: (ctx, id, fields) => changeAdult(ctx, id, wordsOfAdult(fields)),
  rights: (ctx, id, fields) => changeAdult(ctx, id, rightsOfAdult(fields)),
  assign: (ctx, id, { groupId, role, from }) => assignTeacher(ctx, rowOf(groupId), parseBody(newAssignment, { userId: id, role, ...from ? { from } : {} })),
  endAssignment: (ctx, _, { row, to }) => endAssignment(ctx, rowOf(row), parseBody(lastDay, { to }).to),
  invite: (ctx, id, { kind }, origin) => inviteOne(ctx, id, parseBody(invite, { kind }).kind, origin),
  revoke: (ctx, _, { row }) => revokeInvitation(ctx, rowOf(row)),
  end: (ctx, id) => endAdult(ctx, id),
}

export default defineFormHandler({
  allow: isManager,
  page: ({ action }, event) => `/users/${getRouterParam(event, 'id')}?at=${encodeURIComponent(action ?? '')}`,
  keep: ['givenName', 'familyName', 'email', 'phone'],
  async run({ event, fields }) {
    const { id } = parseParams(idParams, getRouterParams(event))
    await deedOf(DEEDS, fields)(viewerContext(event), id, fields, await linkOrigin(event))
    return fields.action === 'end' ? '/people?who=adults&done=ended' : `/users/${id}?done=${fields.action}`
  },
})
