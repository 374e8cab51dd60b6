import { localToday } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** The children whose records a guardian may see today, by name. */
export async function childrenOf(ctx: TenantContext, userId: string): Promise<{ id: string, name: string }[]> {
  const today = localToday(ctx.tenant)
  return db.query(ctx, sql`
    SELECT s.id, s.name FROM guardianships g JOIN students s ON s."tenantId" = g."tenantId" AND s.id = g."studentId"
    WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g."userId" = ${userId}::uuid AND g."maySeeRecords"
      AND g."from" <= ${today}::date AND (g."to" IS NULL OR g."to" >= ${today}::date) AND s."endedAt" IS NULL
    ORDER BY s."givenName", s."familyName", s.id`)
}
