import type { QueryResultRow } from 'pg'
import { committed } from './after-commit'
import { runBulk, type BulkTransaction } from './bulk'
import { change, untilDone } from './change'
import type { Endpoint } from './endpoint'
import type { Prisma } from './generated/client'
import { type Head, headStatement, READ_TIMEOUT_MS, readHead, STATEMENT_TIMEOUT_MS, SYSTEM_HEAD, type TenantScope } from './head'
import { atHome } from './home'
import { maintain } from './maintain'
import { type HeadQuery, sendBehindHead } from './one-statement'
import { noteWrite } from './positions'
import { type Proof, readOn } from './read-replica'
import { openSnapshot, type Snapshot } from './snapshot'
import { control, shardNamed } from './shards'
import type { Sql } from './sql'
import { asStarved, DatabaseStarved } from './starved'
import { statementName } from './statement-name'

export type { AnyTransaction, SqlTransaction } from './change'
export type { Snapshot } from './snapshot'
export type WriteTransaction = Prisma.TransactionClient

type Reads = 'findUnique' | 'findUniqueOrThrow' | 'findFirst' | 'findFirstOrThrow' | 'findMany' | 'count' | 'aggregate' | 'groupBy'
/** What a reader gets: no method that writes. */
export type ReadTransaction = {
  [M in keyof WriteTransaction as M extends `$${string}` ? never : M]: Pick<WriteTransaction[M], Reads & keyof WriteTransaction[M]>
} & Pick<WriteTransaction, '$queryRaw'>

/** The server ends a statement sooner than this; only one that does not answer at all gets here. */
const READ_ANSWER_MS = READ_TIMEOUT_MS + 1_000
const LIMITS = { timeout: STATEMENT_TIMEOUT_MS + 5_000, maxWait: 3_000 }
const transaction = <T>({ prisma, pulse }: Endpoint, scope: TenantScope, access: 'read' | 'write', work: (tx: WriteTransaction) => Promise<T>, proof?: Proof) =>
  untilDone(() => pulse.guard(() => prisma.$transaction(async (tx) => {
    const [head] = await tx.$queryRaw<Head[]>(headStatement(scope, access))
    proof?.check(head?.replayed ?? null)
    return { answer: await work(tx), tx }
  }, LIMITS)))

const write = <T>(scope: TenantScope, work: (tx: WriteTransaction) => Promise<T>): Promise<T> => atHome(scope, async (shard) => {
  const { answer, tx } = await transaction(shard, scope, 'write', work)
  await noteWrite(shard, scope.tenant.id)
  await committed(tx)
  return answer
})

/** A read where the tenant lives, on one of the servers there. */
const anywhere = <T>(scope: TenantScope, work: (on: Endpoint, proof?: Proof) => Promise<T>): Promise<T> =>
  atHome(scope, shard => readOn(shard, scope.tenant.id, work))

const read = <T>(scope: TenantScope, work: (tx: ReadTransaction) => Promise<T>): Promise<T> =>
  anywhere(scope, async (on, proof) => (await transaction(on, scope, 'read', tx => work(tx), proof)).answer)

const bulk = <T>(scope: TenantScope, work: (tx: BulkTransaction) => Promise<T>): Promise<T> =>
  atHome(scope, async (shard) => {
    if (!shard.pulse.alive()) throw new DatabaseStarved('it does not answer')
    return runBulk(shard.direct, scope, work, () => noteWrite(shard, scope.tenant.id))
  })

const snapshot = (scope: TenantScope, signal?: AbortSignal): Promise<Snapshot> =>
  atHome(scope, async (shard) => {
    if (!shard.pulse.alive()) throw new DatabaseStarved('it does not answer')
    return openSnapshot(shard.direct, scope, signal)
  })

/** A statement that is given up sooner than the pool's others, and its connection with it. */
const soon = ({ text, values }: Sql, named: boolean) => ({ text, values, name: named ? statementName(text) : undefined, query_timeout: READ_ANSWER_MS })

async function onOne<Row extends QueryResultRow>({ pool, pulse }: Pick<Endpoint, 'pool' | 'pulse'>, head: HeadQuery, statement: Sql, named: boolean) {
  try {
    return await pulse.guard(() => sendBehindHead<Row>(pool, head, soon(statement, named)))
  }
  catch (error) {
    throw asStarved(error)
  }
}

const query = <Row extends QueryResultRow>(scope: TenantScope, statement: Sql): Promise<Row[]> => anywhere(scope, async (on, proof) => {
  const { entered: [, replayed], rows } = await onOne<Row>(on, readHead(scope), statement, on.named)
  proof?.check(replayed ?? null)
  return rows
})

/** Work that no tenant asks for, on one shard, as the role `goalschool_system`. */
const systemOn = async <Row extends QueryResultRow>(on: Pick<Endpoint, 'pool' | 'pulse'>, statement: Sql): Promise<Row[]> =>
  (await onOne<Row>(on, SYSTEM_HEAD, statement, false)).rows

/** The only doors to the data: each sets the tenant, so that row-level security holds inside. */
export const db = {
  /** A read-only transaction, on a replica that knows the tenant's last write if there is one; `work` may run more than once. */
  read,
  /** A transaction of SQL alone on the primary, run again when it met a deadlock. */
  change,
  /** The same with Prisma's models, at some three times the price. */
  write,
  /** One hot read: a single statement, in one round trip, that gives up sooner than a write. Days and times come as strings, counts as numbers. */
  query,
  /** One write transaction with COPY, on a connection of its own, without the usual time limit. */
  bulk,
  /** What the tenant's tables hold now, to be read row by row for as long as it takes: exports. Close it. */
  snapshot,
  /** One statement on a shard's cross-tenant tables. */
  system: <Row extends QueryResultRow>(shard: string, statement: Sql): Promise<Row[]> =>
    systemOn<Row>(shardNamed(shard), statement),
  /** The same without a time limit, on a connection of its own: upkeep of a whole shard. */
  maintain: <Row extends QueryResultRow>(shard: string, statement: Sql): Promise<Row[]> => maintain<Row>(shardNamed(shard), statement),
  /** One statement on the control database. */
  control: <Row extends QueryResultRow>(statement: Sql): Promise<Row[]> => systemOn<Row>(control(), statement),
  /** For whoever hears of a tenant's writes from elsewhere, before telling others: no read is older from now on. */
  noteWrite: (shard: string, tenantId: string): Promise<void> => noteWrite(shardNamed(shard), tenantId),
}
