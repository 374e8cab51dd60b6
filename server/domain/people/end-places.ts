import type { TenantContext } from '../context'
import type { SqlTransaction } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'

/** Before any school began: what an import brought and the school took back before its first day, so that no import begins it again. */
const NEVER = '1900-01-01'

/**
 * Ends enrolments or assignments by hand after `lastDay`, for imports to leave alone from now on. What would begin later does not begin.
 * @param which a condition over the alias `x`
 * @returns how many there were
 */
export async function endPlaces(tx: SqlTransaction, ctx: TenantContext, table: 'enrolments' | 'assignments', which: Sql, lastDay: string): Promise<number> {
  const name = raw(`"${table}"`)
  const those = sql`x."tenantId" = ${ctx.tenant.id}::uuid AND (x."to" IS NULL OR x."to" > ${lastDay}::date) AND ${which}`
  const gone = await tx.$executeRaw(sql`DELETE FROM ${name} x WHERE ${those} AND x."from" > ${lastDay}::date AND x."sourcedId" IS NULL`)
  const ended = await tx.$executeRaw(sql`
    UPDATE ${name} x SET "byHand" = true,
      "from" = CASE WHEN x."from" > ${lastDay}::date THEN ${NEVER}::date ELSE x."from" END,
      "to" = CASE WHEN x."from" > ${lastDay}::date THEN ${NEVER}::date ELSE ${lastDay}::date END
    WHERE ${those}`)
  return gone + ended
}

/** Over the alias `x`: not one that was taken back before its first day. */
export const everBegan = sql`(x."to" IS NULL OR x."to" > ${NEVER}::date)`
