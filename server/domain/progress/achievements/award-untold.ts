import type { TenantContext } from '../../context'
import type { BulkTransaction } from '../../../infra/db/bulk'
import { sql } from '../../../infra/db/sql'
import { due, standings } from './standings'

/**
 * Gives everybody what is due without an event, for data that nobody is to be told of.
 * @param at the instant of the latest of them
 * @param spreadDays over how many days before it they lie, by chance
 * @returns how many
 */
export async function awardUntold(tx: BulkTransaction, ctx: TenantContext, { at, spreadDays }: { at: string, spreadDays: number }): Promise<number> {
  const [given] = await tx.query<{ count: number }>(sql`
    WITH ${standings(ctx, sql`true`)},
    given AS (
      INSERT INTO awards ("tenantId", "studentId", "achievementId", "awardedAt")
      SELECT ${ctx.tenant.id}::uuid, standing."studentId", standing.id, ${at}::timestamptz - make_interval(days =>
        CASE WHEN ${spreadDays}::int = 0 THEN 0 ELSE abs(hashtext(standing."studentId"::text || standing.id)) % ${spreadDays}::int END)
      FROM standing WHERE ${due(ctx)}
      ON CONFLICT DO NOTHING RETURNING 1)
    SELECT count(*) AS count FROM given`)
  return given?.count ?? 0
}
