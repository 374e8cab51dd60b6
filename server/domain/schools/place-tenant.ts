import { DomainError } from '../errors'
import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/**
 * The shard for a new tenant: the one asked for, else the least loaded of its region.
 * @throws DomainError `unknown_shard` when there is none of that name or region
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
  const loads = await db.control<{ shard: string, tenants: number }>(sql`
    SELECT shard, count(*) AS tenants FROM control.tenants WHERE shard = ANY(${candidates}) GROUP BY shard`)
  const load = new Map(loads.map(row => [row.shard, row.tenants]))
  return candidates.reduce((least, name) => (load.get(name) ?? 0) < (load.get(least) ?? 0) ? name : least)
}
