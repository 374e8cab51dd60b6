import type { GroupInvitations, OpenInvitation } from '#shared/schemas/invitations'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import { recordView } from '../audit/record-view'
import type { TenantContext, Viewer } from '../context'
import { forbidden, notInSight } from '../errors'
import { invitationCode } from '../../infra/auth/invitation-secret'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { guardiansOfGroup } from './guardians-of-group'
import { adultsToKeep, groupsToKeep } from './reach'
import { asStaff, groupsInSight, usersInSight } from './sight'

type Kept = Omit<OpenInvitation, 'code' | 'expiresAt'> & { expiresAt: string }
type Guardian = Omit<GroupInvitations['guardians'][number], 'invitation'> & { invitation: Kept | null }

/** The one of the outer alias `u` that holds, as JSON or null. */
const openOne: Sql = sql`(SELECT json_build_object('id', i.id, 'kind', i.kind, 'expiresAt', i."expiresAt") FROM invitations i
  WHERE i."tenantId" = u."tenantId" AND i."userId" = u.id AND i."usedAt" IS NULL AND i."revokedAt" IS NULL AND i."expiresAt" > now() ORDER BY i."createdAt" DESC LIMIT 1)`

/** The code is shown only to whom the person is to be changed by. */
function shown(ctx: TenantContext, kept: Kept | null, changeable: boolean): OpenInvitation | null {
  if (!kept) return null
  return { ...kept, expiresAt: new Date(kept.expiresAt).toISOString(), code: kept.kind === 'code' && changeable ? invitationCode(ctx.tenant.id, kept.id) : null }
}

/** The guardians of a group with what lets them in, to be printed; each look is in the audit log. @throws DomainError `not_found`, `forbidden` */
export async function listInvitations(ctx: TenantContext<Viewer>, groupId: string): Promise<GroupInvitations> {
  const today = localToday(ctx.tenant)
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<{ id: string, name: string, keeps: boolean, guardians: Guardian[] }>(ctx, sql`
    SELECT g.id, g.name, ${groupsToKeep(ctx)} AS keeps, (
      SELECT COALESCE(json_agg(json_build_object('id', u.id, 'name', u.name, 'hasAddress', u.email IS NOT NULL, 'changeable', ${adultsToKeep(ctx)},
        'signsIn', EXISTS (SELECT 1 FROM accounts c WHERE c."tenantId" = u."tenantId" AND c."userId" = u.id AND c.password IS NOT NULL),
        'invitation', ${openOne}, 'children', ARRAY(
          SELECT c.name FROM students c JOIN guardianships k ON k."tenantId" = c."tenantId" AND k."studentId" = c.id AND k."userId" = u.id
          JOIN enrolments p ON p."tenantId" = c."tenantId" AND p."studentId" = c.id AND p."groupId" = g.id
          WHERE c."tenantId" = u."tenantId" AND (k."to" IS NULL OR k."to" >= ${today}::date) AND (p."to" IS NULL OR p."to" >= ${today}::date) GROUP BY c.id, c.name ORDER BY c.name ${collate}))
        ORDER BY COALESCE(NULLIF(u."familyName", ''), u.name) ${collate}, u.name ${collate}, u.id), '[]')
      FROM users u WHERE u."tenantId" = g."tenantId" AND u."endedAt" IS NULL AND u.id IN (${guardiansOfGroup(ctx, groupId)})) AS guardians
    FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(asStaff(ctx))}`)
  if (!row) throw notInSight()
  if (!row.keeps) throw forbidden('That group is not yours to invite.')
  recordView(ctx, 'invitation.viewed', 'group', groupId)
  return {
    group: { id: row.id, name: row.name },
    guardians: row.guardians.map(guardian => ({ ...guardian, invitation: shown(ctx, guardian.invitation, guardian.changeable) })),
  }
}

/** What stands open of one person; each look is in the audit log. @throws DomainError `not_found` */
export async function showInvitation(ctx: TenantContext<Viewer>, userId: string): Promise<{ invitation: OpenInvitation | null }> {
  const [row] = await db.query<{ invitation: Kept | null, changeable: boolean }>(ctx, sql`
    SELECT ${openOne} AS invitation, ${adultsToKeep(ctx)} AS changeable FROM users u
    WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = ${userId}::uuid AND u."endedAt" IS NULL AND ${usersInSight(asStaff(ctx))}`)
  if (!row) throw notInSight()
  recordView(ctx, 'invitation.viewed', 'user', userId)
  return { invitation: shown(ctx, row.invitation, row.changeable) }
}
