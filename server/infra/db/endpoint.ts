import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { log } from '../log'
import { type Address, addressOf } from './address'
import { PrismaClient } from './generated/client'
import { STATEMENT_TIMEOUT_MS } from './head'
import { Pulse } from './pulse'
import { rowTypes } from './rows'

/** One server, a primary or a replica, and whether it lives. Its pools open connections at first use. */
export interface Endpoint extends Address {
  prisma: PrismaClient
  /** For transactions, Prisma's and ours: one that waits for a lock keeps no read waiting. */
  writing: pg.Pool
  /** For reads of one statement. */
  pool: pg.Pool
  pulse: Pulse
}

const CONNECT_TIMEOUT_MS = 3_000
/** The server ends a statement sooner than this; only one that does not answer at all gets here. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 2_000
const POOL_SIZE = 10

/** With pipelining a query that is not answered in time takes its connection with it, so that nothing waits behind it. */
const poolConfig = (connectionString: string, max: number) => ({
  connectionString, max, pipeline: true,
  connectionTimeoutMillis: CONNECT_TIMEOUT_MS, query_timeout: ANSWER_TIMEOUT_MS, idleTimeoutMillis: 30_000,
})

function quietPool(settings: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(settings)
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', (error) => {
    if (!pool.ending) log.warn({ reason: error.message }, 'an idle database connection broke')
  })
  // One that breaks in a borrower's hands says so through each of its queries, and once more to whoever listens.
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/** For queries of ours alone, whose rows are read as `rows.ts` says. */
export const newPool = (connectionString: string, max = POOL_SIZE): pg.Pool => quietPool({ ...poolConfig(connectionString, max), types: rowTypes })

export function openEndpoint(text: string, role: 'primary' | 'replica'): Endpoint {
  const address = addressOf(text)
  const { url } = address
  const writing = quietPool(poolConfig(url, POOL_SIZE))
  const prisma = new PrismaClient({ adapter: new PrismaPg(writing, { disposeExternalPool: true }) })
  return { ...address, prisma, writing, pool: newPool(url), pulse: new Pulse(url, role) }
}

export async function closeEndpoint({ pool, prisma, pulse, writing }: Endpoint): Promise<void> {
  // Prisma ends the pool that it was given, but only where it has used it.
  const written = prisma.$disconnect().then(() => writing.ending ? undefined : writing.end())
  await Promise.all([pool.end(), written, pulse.end()])
}
