import type { TenantContext } from '../context'
import type { SqlTransaction } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { keepChanges } from './keep-changes'
import { stateOf } from './state-of'

/** Condition over the alias `l` (lessons): nobody changed it by hand, and nobody is marked in it. */
export const untouched: Sql = sql`NOT l.exception AND NOT EXISTS (SELECT 1 FROM marks m WHERE m."tenantId" = l."tenantId" AND m."lessonId" = l.id)`

/** Condition over the alias `l`: somebody has said something of this very lesson. */
const spokenOf: Sql = sql`(EXISTS (SELECT 1 FROM lesson_guests x WHERE x."tenantId" = l."tenantId" AND x."lessonId" = l.id)
  OR EXISTS (SELECT 1 FROM absence_notices x WHERE x."tenantId" = l."tenantId" AND x."lessonId" = l.id)
  OR EXISTS (SELECT 1 FROM mark_changes x WHERE x."tenantId" = l."tenantId" AND x."lessonId" = l.id))`

/**
 * Takes lessons that are planned no more out of the timetable: those that nothing hangs on go altogether, the others are cancelled.
 * @param which a condition over the alias `l`; those changed by hand or with marks stay anyway
 */
export async function dropLessons(tx: SqlTransaction, ctx: TenantContext, which: Sql, batchId: string): Promise<void> {
  await tx.$executeRaw(sql`
    WITH gone AS MATERIALIZED (
      SELECT l.id, l.status, ${spokenOf} AS spoken, ${stateOf(sql`l`)} AS before FROM lessons l
      WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND ${which} AND ${untouched}
    ), deleted AS (
      DELETE FROM lessons l USING gone WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = gone.id AND NOT gone.spoken
    ), changed AS (
      UPDATE lessons l SET status = 'cancelled', "closureId" = NULL, "statusBefore" = NULL, exception = true, sequence = sequence + 1, "updatedAt" = now()
      FROM gone WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id = gone.id AND gone.spoken AND gone.status <> 'cancelled'
      RETURNING l.id, gone.before, ${stateOf(sql`l`)} AS after
    ) ${keepChanges(ctx, { batchId })}`)
}
