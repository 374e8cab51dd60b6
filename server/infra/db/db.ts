import { createHash } from 'node:crypto'
import type { QueryConfig, QueryResultRow } from 'pg'
import { committed } from './after-commit'
import { runBulk, type BulkTransaction } from './bulk'
import type { Prisma } from './generated/client'
import { atHome } from './home'
import { headStatement, headText, READ_TIMEOUT_MS, STATEMENT_TIMEOUT_MS, type TenantScope } from './head'
import { control, shardNamed } from './shards'
import type { Sql } from './sql'
import { sqlState } from './sql-state'
import { asStarved } from './starved'

export type WriteTransaction = Prisma.TransactionClient

type Reads = 'findUnique' | 'findUniqueOrThrow' | 'findFirst' | 'findFirstOrThrow' | 'findMany' | 'count' | 'aggregate' | 'groupBy'
/** What a reader gets: no method that writes. */
export type ReadTransaction = {
  [M in keyof WriteTransaction as M extends `$${string}` ? never : M]: Pick<WriteTransaction[M], Reads & keyof WriteTransaction[M]>
} & Pick<WriteTransaction, '$queryRaw'>

/** The server ends a statement sooner than this; only one that does not answer at all gets here. */
const READ_ANSWER_MS = READ_TIMEOUT_MS + 1_000
const LIMITS = { timeout: STATEMENT_TIMEOUT_MS + 5_000, maxWait: 3_000 }
/** Serialisation failure and deadlock: the transaction did nothing and may run again. */
const MAY_RUN_AGAIN = new Set(['40001', '40P01'])
const ATTEMPTS = 3

const transaction = <T>(scope: TenantScope, access: 'read' | 'write', work: (tx: WriteTransaction) => Promise<T>): Promise<T> => atHome(scope, async ({ prisma }) => {
  for (let attempt = 1; ; attempt++) {
    try {
      const [answer, tx] = await prisma.$transaction(async (tx) => {
        await tx.$queryRaw(headStatement(scope, access))
        return [await work(tx), tx] as const
      }, LIMITS)
      await committed(tx)
      return answer
    }
    catch (error) {
      if (attempt >= ATTEMPTS || !MAY_RUN_AGAIN.has(sqlState(error) ?? '')) throw asStarved(error)
    }
  }
})

/** A statement is prepared once per connection under a name that its text gives. */
const names = new Map<string, string>()
const MOST_NAMES = 2_000
function statementName(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= MOST_NAMES) return known
  const name = `q${createHash('sha1').update(text).digest('hex').slice(0, 24)}`
  names.set(text, name)
  return name
}

/** A query that is given up sooner than the pool's others, and its connection with it. */
const soon = (text: string): QueryConfig & { query_timeout: number } => ({ text, query_timeout: READ_ANSWER_MS })

const query = <Row extends QueryResultRow>(scope: TenantScope, statement: Sql): Promise<Row[]> => atHome(scope, async ({ pool }) => {
  const client = await pool.connect().catch((error: unknown) => {
    throw asStarved(error)
  })
  // All three go out in one write; a statement that fails leaves a transaction that COMMIT rolls back.
  const head = client.query(soon(headText(scope, 'read', READ_TIMEOUT_MS)))
  const rows = client.query<Row>({ ...soon(statement.text), name: statementName(statement.text), values: statement.values })
  const end = client.query(soon('COMMIT'))
  const [opened, answered, ended] = await Promise.allSettled([head, rows, end])
  client.release(opened.status === 'rejected' || ended.status === 'rejected')
  if (opened.status === 'rejected') throw asStarved(opened.reason)
  if (answered.status === 'rejected') throw asStarved(answered.reason)
  return answered.value.rows
})

/** Work that no tenant asks for, on one shard, as the role `goalschool_system`. */
async function systemOn<Row extends QueryResultRow>(pool: ReturnType<typeof control>, statement: Sql): Promise<Row[]> {
  const client = await pool.connect().catch((error: unknown) => {
    throw asStarved(error)
  })
  const head = client.query(soon(`BEGIN; SELECT set_config('role', 'goalschool_system', true), set_config('statement_timeout', '${READ_TIMEOUT_MS}', true)`))
  const rows = client.query<Row>({ ...soon(statement.text), values: statement.values })
  const end = client.query(soon('COMMIT'))
  const [opened, answered, ended] = await Promise.allSettled([head, rows, end])
  client.release(opened.status === 'rejected' || ended.status === 'rejected')
  if (opened.status === 'rejected') throw asStarved(opened.reason)
  if (answered.status === 'rejected') throw asStarved(answered.reason)
  return answered.value.rows
}

/** The only doors to the data: each sets the tenant, so that row-level security holds inside. */
export const db = {
  /** A read-only transaction. */
  read: <T>(scope: TenantScope, work: (tx: ReadTransaction) => Promise<T>): Promise<T> =>
    transaction(scope, 'read', tx => work(tx)),
  /** A transaction on the primary, run again when it met a deadlock. */
  write: <T>(scope: TenantScope, work: (tx: WriteTransaction) => Promise<T>): Promise<T> => transaction(scope, 'write', work),
  /** One hot read: a single statement, in one round trip, that gives up sooner than a write. Days and times come as strings, counts as numbers. */
  query,
  /** One write transaction with COPY, on a connection of its own, without the usual time limit. */
  bulk: <T>(scope: TenantScope, work: (tx: BulkTransaction) => Promise<T>): Promise<T> =>
    atHome(scope, ({ url }) => runBulk(url, scope, work)),
  /** One statement on a shard's cross-tenant tables. */
  system: <Row extends QueryResultRow>(shard: string, statement: Sql): Promise<Row[]> =>
    systemOn<Row>(shardNamed(shard).pool, statement),
  /** One statement on the control database. */
  control: <Row extends QueryResultRow>(statement: Sql): Promise<Row[]> => systemOn<Row>(control(), statement),
}
