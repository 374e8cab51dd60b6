import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { config } from '../config'
import { sql, type Sql } from '../db/sql'
import { generations } from './room'

/** Without Redis the command line changes what the web process keeps: PostgreSQL carries the word. */
export const CHANNEL = 'goalschool_tags'
const own = randomUUID()
/** PostgreSQL takes 8,000 bytes; a longer list means everything. */
const LONGEST = 7_500

const tagsChanged = z.object({ from: z.string(), tenantId: z.string(), tags: z.array(z.string()) })
type TagsChanged = z.infer<typeof tagsChanged>

/** A query of one row that tells the other processes, once its transaction is committed; tells nobody where Redis does. */
export function wordToOthers(tenantId: string, tags: string[]): Sql {
  if (config().redisUrl) return sql`SELECT 1`
  const text = JSON.stringify({ from: own, tenantId, tags } satisfies TagsChanged)
  const payload = text.length > LONGEST ? JSON.stringify({ from: own, tenantId, tags: ['all'] } satisfies TagsChanged) : text
  return sql`SELECT pg_notify(${CHANNEL}, ${payload})`
}

/** Takes in what another process said. */
export function hear(payload: string): void {
  const { tenantId, tags, from } = tagsChanged.parse(JSON.parse(payload))
  if (from !== own) void generations().renew(tenantId, tags)
}
