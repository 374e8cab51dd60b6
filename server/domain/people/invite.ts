import type { InvitationKind, OpenInvitation } from '#shared/schemas/invitations'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, notInSight } from '../errors'
import { invitationCode, invitationHash, invitationToken } from '../../infra/auth/invitation-secret'
import { afterCommit } from '../../infra/db/after-commit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { adultsToKeep } from './reach'
import { sendInvitation } from './send-invitation'
import { asStaff, usersInSight } from './sight'

/** How long each holds. */
const DAYS = { mail: 7, code: 30 }

export interface Invitee { id: string, name: string, email: string | null, locale: string | null }

/**
 * Invites a person who has no password yet: by a link to their own address, or by a code to be handed to them. Whatever
 * stood open before does not hold any more. Who knows the code can sign in as the person, so it is only for those whom the
 * viewer may change.
 * @param origin of the links in mails
 * @throws DomainError `not_found`, `forbidden`, `signs_in_already` 409, `no_address` 409
 */
export async function inviteOne(ctx: TenantContext<Viewer>, userId: string, kind: InvitationKind, origin: string): Promise<OpenInvitation> {
  return db.change(ctx, async (tx) => {
    const [person] = await tx.$queryRaw<(Invitee & { keeps: boolean, signsIn: boolean })[]>(sql`
      SELECT u.id, u.name, u.email, u.locale, ${adultsToKeep(ctx)} AS keeps,
        EXISTS (SELECT 1 FROM accounts c WHERE c."tenantId" = u."tenantId" AND c."userId" = u.id AND c.password IS NOT NULL) AS "signsIn"
      FROM users u WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = ${userId}::uuid AND u."endedAt" IS NULL AND ${usersInSight(asStaff(ctx))} FOR UPDATE OF u`)
    if (!person) throw notInSight()
    if (kind === 'code' && !person.keeps) throw forbidden('This person belongs to other branches too; ask an admin, or invite by mail.')
    if (person.signsIn) throw new DomainError('signs_in_already', { status: 409, detail: 'This person has a password; they can ask for a new one themselves.' })
    if (kind === 'mail' && !person.email) throw new DomainError('no_address', { status: 409, detail: 'Give the person an address first, or a code.' })
    return openInvitation(tx, ctx, person, kind, origin)
  })
}

/** Opens one for a person who is locked, with whom that has been settled. */
export async function openInvitation(
  tx: SqlTransaction, ctx: TenantContext<Viewer>, person: Invitee, kind: InvitationKind, origin: string,
): Promise<OpenInvitation> {
  const tenant = ctx.tenant.id
  await tx.$executeRaw(sql`
    UPDATE invitations SET "revokedAt" = now() WHERE "tenantId" = ${tenant}::uuid AND "userId" = ${person.id}::uuid AND "usedAt" IS NULL AND "revokedAt" IS NULL`)
  const [made] = await tx.$queryRaw<{ id: string }[]>(sql`SELECT uuid7() AS id`)
  if (!made) throw new Error('no id was made')
  const secret = kind === 'code' ? invitationCode(tenant, made.id) : invitationToken(tenant, made.id, person.email ?? '')
  const [row] = await tx.$queryRaw<{ expiresAt: Date }[]>(sql`
    INSERT INTO invitations (id, "tenantId", "userId", kind, "secretHash", "createdBy", "expiresAt")
    VALUES (${made.id}::uuid, ${tenant}::uuid, ${person.id}::uuid, ${kind}::invitation_kind, ${invitationHash(tenant, secret)}, ${ctx.viewer.userId}::uuid,
      now() + make_interval(days => ${DAYS[kind]}))
    RETURNING "expiresAt"`)
  if (!row) throw new Error('an invitation was not made')
  await recordAudit(tx, ctx, { action: 'invitation.opened', subject: 'user', subjectId: person.id, details: { kind } })
  const { email } = person
  if (kind === 'mail' && email) afterCommit(tx, async () => sendInvitation(ctx.tenant, { ...person, email }, `${origin}/invite/${secret}`))
  return { id: made.id, kind, expiresAt: row.expiresAt.toISOString(), code: kind === 'code' ? secret : null }
}
