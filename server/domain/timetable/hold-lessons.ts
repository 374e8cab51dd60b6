import type { TenantContext } from '../context'
import type { SqlTransaction } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'

/**
 * Waits for whoever is saving registers of these lessons, and holds them: a statement that comes after it sees the marks.
 * @param which a condition over the alias `l` (lessons)
 */
export const holdLessons = (tx: SqlTransaction, ctx: TenantContext, which: Sql) => tx.$executeRaw(sql`
  SELECT 1 FROM lessons l WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND ${which} ORDER BY l.id FOR UPDATE`)
