import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { asStaff, usersInSight } from './sight'

/** Takes an invitation back, at once; once more does nothing. @throws DomainError `not_found` */
export async function revokeInvitation(ctx: TenantContext<Viewer>, invitationId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<{ userId: string, open: boolean }[]>(sql`
      SELECT i."userId", i."usedAt" IS NULL AND i."revokedAt" IS NULL AS open FROM invitations i JOIN users u ON u."tenantId" = i."tenantId" AND u.id = i."userId"
      WHERE i."tenantId" = ${ctx.tenant.id}::uuid AND i.id = ${invitationId}::uuid AND ${usersInSight(asStaff(ctx))} FOR UPDATE OF i`)
    if (!found) throw notInSight()
    if (!found.open) return
    await tx.$executeRaw(sql`UPDATE invitations SET "revokedAt" = now() WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${invitationId}::uuid`)
    await recordAudit(tx, ctx, { action: 'invitation.revoked', subject: 'user', subjectId: found.userId })
  })
}
