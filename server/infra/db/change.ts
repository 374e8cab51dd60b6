import type { PoolClient } from 'pg'
import { committed } from './after-commit'
import { type Head, headText, type TenantScope } from './head'
import { atHome } from './home'
import { noteWrite } from './positions'
import { rowTypes } from './rows'
import type { Shard } from './shards'
import type { Sql } from './sql'
import { sqlState } from './sql-state'
import { asStarved } from './starved'
import { statementName } from './statement-name'

/** A transaction of SQL alone, as Prisma's transactions take it too. Statements that do not wait for each other go out in one write. */
export interface SqlTransaction {
  /** Days and times come as strings, counts as numbers. */
  $queryRaw<Rows extends readonly unknown[]>(statement: Sql): Promise<Rows>
  /** @returns how many rows it changed */
  $executeRaw(statement: Sql): Promise<number>
}

/** Any transaction that writes: one of SQL, of Prisma's models, or of COPY. */
export interface AnyTransaction {
  $executeRaw(statement: Sql): PromiseLike<unknown>
}

/** Serialisation failure and deadlock: the transaction did nothing and may run again. */
const MAY_RUN_AGAIN = new Set(['40001', '40P01'])
const ATTEMPTS = 3

/** Runs a transaction again that did nothing. @param once throws what PostgreSQL said */
export async function untilDone<T>(once: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once()
    }
    catch (error) {
      if (attempt >= ATTEMPTS || !MAY_RUN_AGAIN.has(sqlState(error) ?? '')) throw asStarved(error)
    }
  }
}

/**
 * Runs `work` in one transaction on the tenant's primary; an error leaves nothing behind.
 * @param work may run more than once
 */
export const change = <T>(scope: TenantScope, work: (tx: SqlTransaction) => Promise<T>): Promise<T> => atHome(scope, async (shard) => {
  const { answer, tx } = await untilDone(() => shard.pulse.guard(() => onOneConnection(shard, async (client) => {
    const tx = transactionOn(client, shard.named)
    return { answer: await inside(client, headText(scope, 'write'), () => work(tx)), tx }
  })))
  await noteWrite(shard, scope.tenant.id)
  await committed(tx)
  return answer
})

/** A connection whose transaction has no known end is not lent again. */
async function onOneConnection<T>({ writing }: Shard, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await writing.connect()
  let ended = false
  try {
    const answer = await work(client)
    ended = true
    return answer
  }
  catch (error) {
    ended = await client.query('ROLLBACK').then(() => true, () => false)
    throw error
  }
  finally {
    client.release(!ended)
  }
}

/** The head goes out together with the first statements: where it fails, so do they, and its error is the one that counts. */
async function inside<T>(client: PoolClient, head: string, work: () => Promise<T>): Promise<T> {
  const opened = client.query<Head>(head)
  const [entered, answered] = await Promise.allSettled([opened, work()])
  if (entered.status === 'rejected') throw entered.reason
  if (answered.status === 'rejected') throw answered.reason
  const { command } = await client.query('COMMIT')
  // So says PostgreSQL where a statement had failed and its error went no further.
  if (command !== 'COMMIT') throw new Error('a statement of the transaction failed, so nothing of it was kept')
  return answered.value
}

function transactionOn(client: PoolClient, named: boolean): SqlTransaction {
  const send = ({ text, values }: Sql) =>
    client.query({ text, values, types: rowTypes, name: named ? statementName(text) : undefined })
  return {
    $queryRaw: async <Rows extends readonly unknown[]>(statement: Sql) => (await send(statement)).rows as unknown as Rows,
    $executeRaw: async statement => (await send(statement)).rowCount ?? 0,
  }
}
