import { LRUCache } from 'lru-cache'
import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { log } from '../../infra/log'
import { type Envelope, toEnvelope } from './events'

/** Takes an event in. Twice is once: it may come again after a crash. @throws when it has to come again */
export type Consumer = (envelope: Envelope) => Promise<void>

interface Row { id: string, tenantId: string, name: string, version: number, payload: unknown, occurredAt: string }

const EVERY_MS = 400
const BATCH = 200
/** Who crashed with events in hand gives them up after this long. */
const LEASE = '2 seconds'
/** What fails comes again after as long as it has failed so far, but no later than this. */
const LONGEST_PAUSE = '1 minute'
const KEPT = '1 day'
const TIDY_MS = 600_000
/** The copy that a move makes, or has left, is nobody's to work on. */
const AT_HOME = sql`EXISTS (SELECT FROM tenant_homes h WHERE h."tenantId" = o."tenantId" AND (h.state = 'active' OR h."heldUntil" IS NOT NULL))`

/** Hands the events of every shard to the consumers, by any number of processes at once. @returns what ends it after the rounds under way */
export function startRelay(consumers: readonly Consumer[]): () => Promise<void> {
  // Each by itself: a shard that stands still keeps nobody else's events.
  const stops = Object.keys(config().shards).map(shard => relayShard(shard, consumers))
  return async () => void await Promise.all(stops.map(stop => stop()))
}

function relayShard(shard: string, consumers: readonly Consumer[]): () => Promise<void> {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let tidied = 0
  const work = async () => {
    try {
      while (!stopped && await relayBatch(shard, consumers) === BATCH);
      if (Date.now() - tidied > TIDY_MS) {
        await tidy(shard)
        tidied = Date.now()
      }
    }
    catch (error) {
      log.debug({ error, shard }, 'the relay could not reach a shard')
    }
    if (!stopped) timer = setTimeout(() => void (round = work()), EVERY_MS).unref()
  }
  let round = work()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await round
  }
}

/** @returns how many events were claimed */
export async function relayBatch(shard: string, consumers: readonly Consumer[]): Promise<number> {
  const rows = await db.system<Row>(shard, sql`
    UPDATE outbox SET "claimedUntil" = now() + ${LEASE}::interval WHERE id IN (
      SELECT o.id FROM outbox o WHERE o."sentAt" IS NULL AND (o."claimedUntil" IS NULL OR o."claimedUntil" < now()) AND ${AT_HOME}
      ORDER BY o.id LIMIT ${BATCH}::int FOR UPDATE OF o SKIP LOCKED)
    RETURNING id, "tenantId", name, version, payload, "occurredAt"`)
  // A writer that ended right after its commit told nobody.
  await Promise.all([...new Set(rows.map(row => row.tenantId))].map(tenantId => db.noteWrite(shard, tenantId)))
  const done: string[] = []
  const again: string[] = []
  // Side by side: one whom an event waits for keeps no other event waiting.
  await Promise.all(rows.map(async (row) => {
    const envelope = toEnvelope(row)
    // One that only a newer build knows is left to it, and comes by ever more seldom.
    const list = envelope && await handOver(envelope, consumers) ? done : again
    list.push(row.id)
  }))
  if (again.length > 0) await db.system(shard, sql`
    UPDATE outbox SET "claimedUntil" = now() + greatest(${LEASE}::interval, least(now() - "occurredAt", ${LONGEST_PAUSE}::interval)) WHERE id = ANY(${again}::uuid[])`)
  if (done.length > 0) await db.system(shard, sql`UPDATE outbox SET "sentAt" = now() WHERE id = ANY(${done}::uuid[])`)
  return rows.length
}

/** Who has taken in an event that has to come again for somebody else. */
const taken = new LRUCache<string, Set<Consumer>>({ max: 10_000 })

/** @returns whether all have taken it in; who did is spared when it comes again */
async function handOver(envelope: Envelope, consumers: readonly Consumer[]): Promise<boolean> {
  const by = taken.get(envelope.id) ?? new Set()
  await Promise.all(consumers.filter(consume => !by.has(consume)).map(consume => consume(envelope).then(
    () => void by.add(consume),
    (error: unknown) => log.warn({ reason: error instanceof Error ? error.message : error, event: envelope.name, id: envelope.id }, 'an event comes again'))))
  const all = by.size === consumers.length
  if (all) taken.delete(envelope.id)
  else taken.set(envelope.id, by)
  return all
}

const tidy = (shard: string) => db.system(shard, sql`DELETE FROM outbox o WHERE o."sentAt" < now() - ${KEPT}::interval AND ${AT_HOME}`)

/** The tenants of a shard that something happened to since an instant, or earlier in a long transaction that nobody was told of. */
export async function changedSince(shard: string, since: Date): Promise<string[]> {
  const rows = await db.system<{ tenantId: string }>(shard, sql`SELECT DISTINCT "tenantId" FROM outbox WHERE "occurredAt" >= ${since.toISOString()}::timestamptz OR "sentAt" IS NULL`)
  return rows.map(row => row.tenantId)
}
