import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { config } from '../config'
import { db } from '../db/db'
import type { TenantScope } from '../db/head'
import { sql, type Sql } from '../db/sql'
import { log } from '../log'
import { generations } from './room'

/**
 * Without Redis the command line changes what the web process keeps, and a process that alone cannot reach Redis changes
 * what others keep there: PostgreSQL carries the word.
 */
export const CHANNEL = 'goalschool_tags'
const own = randomUUID()
/** PostgreSQL takes 8,000 bytes; a longer list means everything. */
const LONGEST = 7_500

const tagsChanged = z.object({ from: z.string(), tenantId: z.string(), tags: z.array(z.string()) })
type TagsChanged = z.infer<typeof tagsChanged>

function word(tenantId: string, tags: string[]): Sql {
  const text = JSON.stringify({ from: own, tenantId, tags } satisfies TagsChanged)
  const payload = text.length > LONGEST ? JSON.stringify({ from: own, tenantId, tags: ['all'] } satisfies TagsChanged) : text
  return sql`SELECT pg_notify(${CHANNEL}, ${payload})`
}

/** A query of one row that tells the other processes, once its transaction is committed; tells nobody where Redis does. */
export const wordToOthers = (tenantId: string, tags: string[]): Sql => config().redisUrl ? sql`SELECT 1` : word(tenantId, tags)

/** So long whoever hears of it needs to tell Redis, and to read what comes after. */
const HEARD_MS = 50

/**
 * Replaces generations before a writer is answered. Where Redis cannot be told, others are: whoever of them reaches it
 * does it instead. Never throws; what nobody could do is the relay's.
 */
export async function renewEverywhere({ tenant }: TenantScope, tags: string[]): Promise<void> {
  if (await generations().renew(tenant.id, tags)) return
  await db.system(tenant.shard, word(tenant.id, tags)).catch((error: unknown) => log.warn({ error }, 'nobody could be told of a change'))
  await wait(HEARD_MS)
}

/** Takes in what another process said. */
export function hear(payload: string): void {
  const { tenantId, tags, from } = tagsChanged.parse(JSON.parse(payload))
  if (from !== own) void generations().renew(tenantId, tags)
}
