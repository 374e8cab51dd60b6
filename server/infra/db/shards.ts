import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { config } from '../config'
import { log } from '../log'
import { PrismaClient } from './generated/client'
import { STATEMENT_TIMEOUT_MS } from './head'
import { rowTypes } from './rows'

/** One shard's primary: Prisma's pool and ours, opened at first use. */
export interface Shard {
  name: string
  url: string
  prisma: PrismaClient
  pool: pg.Pool
}

const CONNECT_TIMEOUT_MS = 3_000
/** The server ends a statement sooner than this; only one that does not answer at all gets here. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2_000
const POOL_SIZE = 10

const open = new Map<string, Shard>()
let controlPool: pg.Pool | undefined

/** With pipelining a query that is not answered in time takes its connection with it, so that nothing waits behind it. */
const poolConfig = (connectionString: string, max: number) => ({
  connectionString, max, pipeline: true,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS, query_timeout: ANSWER_TIMEOUT_MS, idleTimeoutMillis: 30_000,
})

function newPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ ...poolConfig(connectionString, max), types: rowTypes })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ reason: error.message }, 'an idle database connection broke')
  })
  return pool
}

/** @throws Error when no such shard is configured */
export function shardNamed(name: string): Shard {
  const known = open.get(name)
  if (known) return known
  const settings = config().shards[name]
  if (!settings) throw new Error(`shard ${name} is not configured; SHARDS names: ${Object.keys(config().shards).join(', ') || 'none'}`)
  const adapter = new PrismaPg(
    poolConfig(settings.primary, POOL_SIZE),
    { onPoolError: error => log.warn({ reason: error.message }, 'an idle database connection broke') },
  )
  const shard = { name, url: settings.primary, prisma: new PrismaClient({ adapter }), pool: newPool(settings.primary, POOL_SIZE) }
  open.set(name, shard)
  return shard
}

/** The pool of the control database. */
export function control(): pg.Pool {
  const { databaseUrl, shards } = config()
  const url = databaseUrl ?? Object.values(shards)[0]?.primary
  if (!url) throw new Error('no database is configured: set DATABASE_URL, or start through the launcher')
  controlPool ??= newPool(url, 4)
  return controlPool
}

/** How the pools for hot reads stand, by shard. */
export const poolFigures = () => [...open.values()].map(({ name, pool }) =>
  ({ shard: name, total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }))

/** Closes every pool; the next use opens them anew. */
export async function closeDatabases(): Promise<void> {
  const shards = [...open.values()]
  const controlled = controlPool
  open.clear()
  controlPool = undefined
  await Promise.all([...shards.flatMap(shard => [shard.pool.end(), shard.prisma.$disconnect()]), controlled?.end()])
}
