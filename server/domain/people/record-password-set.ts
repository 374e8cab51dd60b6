import { recordAudit } from '../audit/record-audit'
import type { TenantContext } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** Notes that somebody set their own password, by a link from a mail or knowing the old one. No invitation holds any more. */
export async function recordPasswordSet(ctx: TenantContext, userId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    await tx.$executeRaw(sql`
      UPDATE invitations SET "revokedAt" = now() WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${userId}::uuid AND "usedAt" IS NULL AND "revokedAt" IS NULL`)
    await recordAudit(tx, ctx, { action: 'user.password_set', subject: 'user', subjectId: userId })
  })
}
