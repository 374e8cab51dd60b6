import { type Lsn, toLsn } from './lsn'
import { placeOf } from './positions'
import { type Replica, stateOf } from './replica'
import type { Shard } from './shards'
import { sqlState } from './sql-state'
import { DatabaseStarved } from './starved'

/** Whoever answered under the replica's address knows less than the reader must see. */
class NotReplayed extends Error {
  override name = 'NotReplayed'
}

/** What a read on a replica is held to. */
export interface Proof {
  /** @param replayed as the head of the transaction returned it @throws NotReplayed when that is not enough */
  check: (replayed: string | null) => void
}

/** Connections, resources, conflicts with replay, a server that ends, a tenant whose home it has not heard of: the primary may know better. */
const OF_THE_SERVER = /^(?:08|25|40|53|55|57|58|GS|XX)/
const TOO_LONG = '57014'

/**
 * Runs a read on a replica that has replayed the tenant's last write, else on the primary; once more on the primary
 * where the replica could not do it. What the replica says of itself is checked in the read's own transaction,
 * so that an address with several servers behind it will do.
 * @param work may run twice
 */
export async function readOn<T>(shard: Shard, tenantId: string, work: (on: Shard | Replica, proof?: Proof) => Promise<T>): Promise<T> {
  const found = await fitReplica(shard, tenantId)
  if (!found) return work(shard)
  const { replica, place } = found
  const proof: Proof = {
    check: (replayed) => {
      if (replayed === null || toLsn(replayed) < place) throw new NotReplayed(replica.name)
    },
  }
  try {
    return await work(replica, proof)
  }
  catch (error) {
    if (!isOfTheServer(error)) throw error
    return work(shard)
  }
}

let turn = 0

async function fitReplica(shard: Shard, tenantId: string): Promise<{ replica: Replica, place: Lsn } | null> {
  if (shard.replicas.length === 0) return null
  // Their lag is measured against what the primary says.
  for (const { pulse } of [shard, ...shard.replicas]) pulse.touch()
  const up = shard.replicas.filter(replica => stateOf(replica) === 'ok')
  if (up.length === 0) return null
  const place = await placeOf(shard, tenantId)
  if (place === null) return null
  const fit = up.filter(replica => replica.pulse.lsn >= place)
  const replica = fit[turn++ % fit.length]
  return replica ? { replica, place } : null
}

function isOfTheServer(error: unknown): boolean {
  if (error instanceof NotReplayed) return true
  const state = sqlState(error instanceof DatabaseStarved ? error.reason : error)
  return error instanceof DatabaseStarved ? state !== TOO_LONG : OF_THE_SERVER.test(state ?? '')
}
