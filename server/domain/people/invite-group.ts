import type { InvitationKind } from '#shared/schemas/invitations'
import type { TenantContext, Viewer } from '../context'
import { forbidden, notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { guardiansOfGroup } from './guardians-of-group'
import { type Invitee, openInvitation } from './invite'
import { adultsToKeep, groupsToKeep } from './reach'
import { asStaff, groupsInSight } from './sight'

/** More guardians than the largest class has; the rest is invited by asking again. */
const MOST = 150

/**
 * Invites the guardians of a group's students who have no password: with a code those who have none that holds, by mail
 * those with an address and no link that holds.
 * @returns how many
 * @throws DomainError `not_found`, `forbidden`
 */
export async function inviteGroup(ctx: TenantContext<Viewer>, groupId: string, kind: InvitationKind, origin: string): Promise<{ invited: number }> {
  return db.change(ctx, async (tx) => {
    const [group] = await tx.$queryRaw<{ keeps: boolean }[]>(sql`
      SELECT ${groupsToKeep(ctx)} AS keeps FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(asStaff(ctx))}`)
    if (!group) throw notInSight()
    if (!group.keeps) throw forbidden('That group is not yours to invite.')
    const people = await tx.$queryRaw<Invitee[]>(sql`
      SELECT u.id, u.name, u.email, u.locale FROM users u
      WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u."endedAt" IS NULL AND u.id IN (${guardiansOfGroup(ctx, groupId)})
        AND NOT EXISTS (SELECT 1 FROM accounts c WHERE c."tenantId" = u."tenantId" AND c."userId" = u.id AND c.password IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM invitations i WHERE i."tenantId" = u."tenantId" AND i."userId" = u.id AND i.kind = ${kind}::invitation_kind
          AND i."usedAt" IS NULL AND i."revokedAt" IS NULL AND i."expiresAt" > now())
        AND ${kind === 'mail' ? sql`u.email IS NOT NULL` : adultsToKeep(ctx)}
      ORDER BY u.id LIMIT ${MOST}::int FOR UPDATE OF u`)
    for (const person of people) await openInvitation(tx, ctx, person, kind, origin)
    return { invited: people.length }
  })
}
