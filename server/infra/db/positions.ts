import { ReplyError } from 'ioredis'
import { LRUCache } from 'lru-cache'
import { redis } from '../redis/redis'
import { config } from '../config'
import type { RedisClient } from '../redis/connect'
import { type Lsn, later, NO_LSN, toLsn } from './lsn'
import type { Shard } from './shards'

/** More than one process serves in a day; one that is pushed out is asked for again. */
const MOST = 100_000
const SECONDS = 86_400
const AGAIN_MS = 500

/** The place of a tenant's last write in its shard's log, as far as this process knows it. */
const own = new LRUCache<string, Lsn>({ max: MOST })
/** Under which standing the place is known to be no older than anybody's last write. */
const confirmed = new LRUCache<string, string>({ max: MOST })
const confirming = new Set<string>()
let gaps = 0

// The braces are for Cluster, as with generations. Places of different shards cannot be compared.
const keyOf = (shard: Shard, tenantId: string) => `lsn:{${tenantId}}:${shard.name}`

/** Only ever upwards: two processes may tell of their writes in any order. */
const RAISE = `local known = redis.call('GET', KEYS[1])
if not known or known < ARGV[1] then redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2]) end`
const raise = (client: RedisClient, key: string, lsn: Lsn) => client.eval(RAISE, 1, key, lsn, SECONDS)

/** What was known before a gap in which words may have been missed has to be confirmed. Null where nobody can know. */
function standing(): string | null {
  const link = redis()
  if (link) return link.trusted ? `${link.epoch} ${link.opened} ${gaps}` : null
  return config().workers > 1 ? null : String(gaps)
}

/** Where the primary's log is: whatever was committed before the question lies before it. */
async function presentPlace({ pool, pulse }: Shard): Promise<Lsn> {
  const { rows: [row] } = await pulse.guard(() => pool.query<{ lsn: string }>('SELECT pg_current_wal_insert_lsn()::text AS lsn'))
  if (!row) throw new Error('the primary does not say where its log is')
  return toLsn(row.lsn)
}

/**
 * Remembers that a tenant's write is committed, before anybody is told of it: from now on reads see it or go to the primary.
 * Never throws; what could not be done is done again until it is.
 */
export async function noteWrite(shard: Shard, tenantId: string): Promise<void> {
  if (shard.replicas.length === 0) return
  const key = keyOf(shard, tenantId)
  confirmed.delete(key)
  if (!await confirm(shard, key, true).catch(() => false)) again(shard, tenantId)
}

function again(shard: Shard, tenantId: string): void {
  setTimeout(() => void noteWrite(shard, tenantId), AGAIN_MS).unref()
}

async function confirm(shard: Shard, key: string, insist: boolean): Promise<boolean> {
  const before = standing()
  const link = redis()
  const lsn = await presentPlace(shard).catch(async (error: unknown) => {
    if (insist) await link?.tell(client => client.del(key))
    throw error
  })
  own.set(key, later(own.get(key) ?? NO_LSN, lsn))
  if (link) {
    const told = insist ? await link.tell(client => raiseOrDrop(client, key, lsn)) : await link.ask(client => raise(client, key, lsn).then(() => true))
    if (!told) return false
  }
  if (before !== null && before === standing()) confirmed.set(key, before)
  return true
}

/** A Redis that is full refuses to set and still deletes: the next reader asks the primary. */
const raiseOrDrop = (client: RedisClient, key: string, lsn: Lsn) =>
  raise(client, key, lsn).catch((error: unknown) => error instanceof ReplyError ? client.del(key) : Promise.reject(error))

/** The place that a reader of this tenant must be able to see; null where it cannot be known now. */
export async function placeOf(shard: Shard, tenantId: string): Promise<Lsn | null> {
  const key = keyOf(shard, tenantId)
  const stand = standing()
  if (stand === null) return null
  const link = redis()
  const shared = link ? await link.ask(client => client.get(key)) : own.get(key)
  if (shared && confirmed.get(key) === stand && standing() === stand) return later(shared, own.get(key) ?? NO_LSN)
  if (!confirming.has(key)) {
    confirming.add(key)
    void confirm(shard, key, false).catch(() => false).finally(() => confirming.delete(key))
  }
  return null
}

/** After a word from another process, or a gap in which one may have been missed: every place is asked for again. */
export function forgetPlaces(): void {
  gaps++
}
