import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** From now on nothing is found at its address. @throws DomainError `not_found` for somebody else's, too */
export async function revokeCalendarLink(ctx: TenantContext<Viewer>, linkId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    const revoked = await tx.$executeRaw(sql`
      UPDATE calendar_links SET "revokedAt" = now()
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${linkId}::uuid AND "userId" = ${ctx.viewer.userId}::uuid AND "revokedAt" IS NULL`)
    if (revoked === 0) throw notInSight()
    await recordAudit(tx, ctx, { action: 'calendar_link.revoked', subject: 'calendar_link', subjectId: linkId })
  })
}
