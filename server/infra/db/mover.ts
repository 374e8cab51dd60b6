import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg, { type QueryResultRow } from 'pg'
import { from as copyInto, to as copyOutOf } from 'pg-copy-streams'
import { config } from '../config'
import { addressOf } from './address'
import { committed } from './after-commit'
import { noteWrite } from './positions'
import { rowTypes } from './rows'
import { shardNamed } from './shards'
import type { Sql } from './sql'
import { sqlState } from './sql-state'

type Bytes = AsyncIterable<Buffer> | Iterable<Buffer>

/** A transaction as `goalschool_mover`: on the rows of one tenant, whatever the statement says. */
export interface MoverTransaction {
  query<Row extends QueryResultRow>(statement: Sql): Promise<Row[]>
  $executeRaw(statement: Sql): Promise<unknown>
  /** Statements as text, without parameters. */
  run(text: string): Promise<void>
  /** `COPY … TO STDOUT`, as it comes. */
  copyOut(statement: string): AsyncIterable<Buffer>
  /** `COPY … FROM STDIN`. */
  copyIn(statement: string, bytes: Bytes): Promise<number>
}

export interface MoverOptions {
  /** Everything in it sees the database as it was at its first statement. */
  snapshot?: boolean
  /** Gives up a lock that is not got by then. */
  lockTimeoutMs?: number
}

/** A connection of its own to one shard, for whoever moves a tenant. */
export interface Mover {
  shard: string
  transaction<T>(work: (tx: MoverTransaction) => Promise<T>, options?: MoverOptions): Promise<T>
  /** A change of the schema as the owner of the tables. @returns false when others held the table too long */
  define(text: string, lockTimeoutMs: number): Promise<boolean>
  end(): Promise<void>
}

/** `lock_not_available` */
export const lockTimedOut = (error: unknown): boolean => sqlState(error) === '55P03'

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, types: rowTypes, keepAlive: true })
  // A connection that breaks between two statements must not end the process: the next statement says what happened.
  client.on('error', () => {})
  await client.connect()
  return client
}

const transactionOf = (client: pg.Client): MoverTransaction => ({
  query: async <Row extends QueryResultRow>(statement: Sql) => (await client.query<Row>(statement.text, statement.values)).rows,
  $executeRaw: statement => client.query(statement.text, statement.values),
  run: async text => void await client.query(text),
  async* copyOut(statement) {
    let whole = false
    try {
      yield* client.query(copyOutOf(statement)) as AsyncIterable<Buffer>
      whole = true
    }
    finally {
      // What nobody reads any more would stand in the way of the next statement for good.
      if (!whole) void client.end().catch(() => {})
    }
  },
  copyIn: async (statement, bytes) => {
    const target = client.query(copyInto(statement))
    await pipeline(Readable.from(bytes, { objectMode: false }), target)
    return target.rowCount
  },
})

export async function openMover(shard: string, tenantId: string): Promise<Mover> {
  const at = shardNamed(shard)
  const client = await connect(at.direct)
  return {
    shard,
    async transaction(work, { snapshot = false, lockTimeoutMs = 0 } = {}) {
      await client.query(`BEGIN ${snapshot ? 'ISOLATION LEVEL REPEATABLE READ' : ''}`)
      try {
        await client.query(`SELECT set_config('role', 'goalschool_mover', true), set_config('app.tenant_id', $1, true),
          set_config('statement_timeout', '0', true), set_config('lock_timeout', $2, true)`, [tenantId, String(lockTimeoutMs)])
        const tx = transactionOf(client)
        const answer = await work(tx)
        await client.query('COMMIT')
        await noteWrite(at, tenantId)
        await committed(tx)
        return answer
      }
      catch (error) {
        await client.query('ROLLBACK').catch(() => {})
        throw error
      }
    },
    async define(text, lockTimeoutMs) {
      try {
        await client.query(`BEGIN; SET LOCAL lock_timeout = ${lockTimeoutMs}; ${text}; COMMIT`)
        return true
      }
      catch (error) {
        await client.query('ROLLBACK').catch(() => {})
        if (lockTimedOut(error)) return false
        throw error
      }
    },
    end: () => client.end().catch(() => {}),
  }
}

/** Any constant will do, as long as every release uses the same one. */
const MOVE_LOCK = 7_461_002

/**
 * Runs work that only one process at a time may do for a tenant; the lock goes with the connection.
 * @returns null when another has it
 */
export async function asOnlyMover<T>(tenantId: string, work: () => Promise<T>): Promise<{ answer: T } | null> {
  const { databaseUrl, shards } = config()
  const client = await connect(addressOf(databaseUrl ?? Object.values(shards)[0]?.primary ?? '').direct)
  try {
    const { rows: [lock] } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1, hashtext($2)) AS got', [MOVE_LOCK, tenantId])
    return lock?.got ? { answer: await work() } : null
  }
  finally {
    await client.end().catch(() => {})
  }
}
