import { setTimeout as wait } from 'node:timers/promises'
import type { Mover } from '../../../infra/db/mover'
import { raw, sql } from '../../../infra/db/sql'
import { readHome } from './tenant-home'
import type { TenantTable } from './tenant-tables'
import { stopWatching } from './watch-changes'

const CHUNK_ROWS = 10_000

async function hasRows(shard: Mover, tables: readonly TenantTable[]): Promise<boolean> {
  const any = tables.map(({ name }) => `EXISTS (SELECT FROM public."${name}")`).join(' OR ')
  // Row-level security shows those of the tenant alone.
  const [row] = await shard.transaction(tx => tx.query<{ any: boolean }>(sql`SELECT ${raw(any)} AS any`))
  return row?.any ?? false
}

/**
 * Takes away what a shard that is not the tenant's home still holds of it, children before parents, in bounded chunks.
 * A home that it was stays as a signpost to where the tenant went.
 * @param graceMs how long reads that began before the tenant left may still go on there
 * @returns how many rows
 */
export async function sweepShard(shard: Mover, tables: readonly TenantTable[], tenantId: string, livesOn: string, graceMs: number): Promise<number> {
  const home = await readHome(shard, tenantId)
  await stopWatching(shard, tenantId)
  await shard.transaction(tx => tx.$executeRaw(home?.state === 'moved'
    ? sql`UPDATE tenant_homes SET "movedTo" = ${livesOn} WHERE "tenantId" = ${tenantId}::uuid`
    : sql`DELETE FROM tenant_homes WHERE "tenantId" = ${tenantId}::uuid`))
  if (!await hasRows(shard, tables)) return 0
  if (home?.state === 'moved') await wait(graceMs)
  let removed = 0
  for (const { name } of [...tables].reverse()) {
    for (let count = CHUNK_ROWS; count === CHUNK_ROWS; removed += count) {
      const [gone] = await shard.transaction(tx => tx.query<{ count: number }>(sql`
        WITH gone AS (
          DELETE FROM ${raw(`public."${name}"`)} WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM ${raw(`public."${name}"`)} WHERE "tenantId" = ${tenantId}::uuid LIMIT ${CHUNK_ROWS}))
          RETURNING 1)
        SELECT count(*) AS count FROM gone`))
      count = gone?.count ?? 0
    }
  }
  return removed
}
