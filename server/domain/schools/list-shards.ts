import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import { checkReplicas, type ReplicaCheck } from '../../infra/db/check-replicas'
import { sql } from '../../infra/db/sql'
import { listUnfinishedMoves, type UnfinishedMove } from './move/unfinished-moves'

export interface ShardState {
  name: string
  region: string
  tenants: number
  state: 'ok' | 'unavailable' | 'homes_differ' | 'not_configured'
  problem?: string
  replicas: ReplicaCheck[]
  /** Of tenants that lived here, or still do. */
  moves: UnfinishedMove[]
}

async function homesOn(shard: string): Promise<Set<string>> {
  const rows = await db.system<{ tenantId: string }>(shard, sql`SELECT "tenantId" FROM tenant_homes WHERE state <> 'moved'`)
  return new Set(rows.map(row => row.tenantId))
}

/** Every shard that is configured or that the directory names, held against what lives on it. */
export async function listShards(): Promise<ShardState[]> {
  const { shards } = config()
  const tenants = await db.control<{ id: string, slug: string, shard: string }>(sql`SELECT id, slug, shard FROM control.tenants`)
  const moves = await listUnfinishedMoves()
  const names = [...new Set([...Object.keys(shards), ...tenants.map(tenant => tenant.shard), ...moves.map(({ from }) => from)])].sort()
  return Promise.all(names.map(async (name): Promise<ShardState> => {
    const own = tenants.filter(tenant => tenant.shard === name)
    const known = { name, region: shards[name]?.region ?? '', tenants: own.length, replicas: await checkReplicas(name), moves: moves.filter(({ from }) => from === name) }
    if (!shards[name]) return { ...known, state: 'not_configured', problem: 'the directory names it, SHARDS does not' }
    try {
      const homes = await homesOn(name)
      const lost = own.filter(tenant => !homes.has(tenant.id)).map(tenant => tenant.slug)
      return lost.length > 0 ? { ...known, state: 'homes_differ', problem: `no home for ${lost.join(', ')}` } : { ...known, state: 'ok' }
    }
    catch (error) {
      return { ...known, state: 'unavailable', problem: error instanceof Error ? error.message : String(error) }
    }
  }))
}
