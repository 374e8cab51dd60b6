import { localToday } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { accessKept } from './of-age'

/** The children whose records a guardian may see today, by name. */
export async function childrenOf(ctx: TenantContext, userId: string): Promise<{ id: string, name: string }[]> {
  const today = localToday(ctx.tenant)
  return db.query(ctx, sql`
    SELECT s.id, s.name FROM guardianships gu JOIN students s ON s."tenantId" = gu."tenantId" AND s.id = gu."studentId"
    WHERE gu."tenantId" = ${ctx.tenant.id}::uuid AND gu."userId" = ${userId}::uuid AND gu."maySeeRecords" AND ${accessKept(ctx)}
      AND gu."from" <= ${today}::date AND (gu."to" IS NULL OR gu."to" >= ${today}::date) AND s."endedAt" IS NULL
    ORDER BY s."givenName", s."familyName", s.id`)
}
