import { DomainError } from '../errors'
import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** Sizes that differ by less than this are the same: an empty shard fills up tenant by tenant. */
const STEP_BYTES = 64 * 1024 * 1024

/**
 * The shard for a new tenant: the one asked for, else the least loaded of its region that answers: the one with the
 * smallest database, of those alike the one with the fewest tenants.
 * @throws DomainError `unknown_shard` when there is none of that name or region, `starved` 503 when none of them answers
 */
export async function placeTenant(wish: { shard?: string | undefined, region?: string | undefined }): Promise<string> {
  const { shards } = config()
  const names = Object.keys(shards)
  if (wish.shard) {
    if (shards[wish.shard]) return wish.shard
    throw new DomainError('unknown_shard', { detail: `There is no shard ${wish.shard}; there are: ${names.join(', ')}.` })
  }
  const candidates = wish.region ? names.filter(name => shards[name]?.region === wish.region) : names
  if (candidates.length === 0)
    throw new DomainError('unknown_shard', { detail: `No shard is in region ${wish.region}; regions: ${[...new Set(Object.values(shards).map(shard => shard.region))].join(', ')}.` })
  if (candidates.length === 1) return candidates[0] ?? ''
  const tenants = await tenantsOn(candidates)
  const loads = await Promise.all(candidates.map(async name => ({ name, size: await sizeOf(name), tenants: tenants.get(name) ?? 0 })))
  const [least] = loads.filter(({ size }) => size !== null).sort((a, b) => (a.size ?? 0) - (b.size ?? 0) || a.tenants - b.tenants)
  if (!least) throw new DomainError('starved', { detail: `None of the shards answers: ${candidates.join(', ')}.` })
  return least.name
}

async function tenantsOn(shards: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.control<{ shard: string, tenants: number }>(sql`
    SELECT shard, count(*) AS tenants FROM control.tenants WHERE shard = ANY(${[...shards]}) GROUP BY shard`)
  return new Map(rows.map(row => [row.shard, row.tenants]))
}

/** In steps; null for a shard that does not answer, on which nobody is put now. */
async function sizeOf(shard: string): Promise<number | null> {
  const rows = await db.system<{ bytes: number }>(shard, sql`SELECT pg_database_size(current_database()) AS bytes`).catch(() => [])
  return rows[0] ? Math.floor(rows[0].bytes / STEP_BYTES) : null
}
