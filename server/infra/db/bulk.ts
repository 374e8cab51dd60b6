import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg, { type QueryResultRow } from 'pg'
import { from as copyInto } from 'pg-copy-streams'
import { committed } from './after-commit'
import { headText, type TenantScope } from './head'
import { rowTypes } from './rows'
import type { Sql } from './sql'

export interface BulkTransaction {
  query<Row extends QueryResultRow>(statement: Sql): Promise<Row[]>
  /** The same for a statement whose rows nobody wants, as Prisma's transactions call it. */
  $executeRaw(statement: Sql): Promise<unknown>
  /** Runs `COPY … FROM STDIN` with lines of PostgreSQL's text format; tenant tables refuse it, temporary ones do not. */
  copyFrom(statement: string, lines: AsyncIterable<string> | Iterable<string>): Promise<number>
}

/**
 * Runs `work` in one transaction of a connection of its own; an error leaves nothing behind.
 * @param note called once it is committed, before what waits for that
 */
export async function runBulk<T>(url: string, scope: TenantScope, work: (tx: BulkTransaction) => Promise<T>, note: () => Promise<void>): Promise<T> {
  const client = new pg.Client({ connectionString: url, types: rowTypes })
  // A connection that breaks between two statements must not end the process: the next statement says what happened.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(headText(scope, 'write', 0))
    const tx: BulkTransaction = {
      query: async <Row extends QueryResultRow>(statement: Sql) => (await client.query<Row>(statement.text, statement.values)).rows,
      $executeRaw: statement => client.query(statement.text, statement.values),
      copyFrom: async (statement, lines) => {
        const target = client.query(copyInto(statement))
        await pipeline(Readable.from(lines), target)
        return target.rowCount
      },
    }
    const answer = await work(tx)
    await client.query('COMMIT')
    await note()
    await committed(tx)
    return answer
  }
  catch (error) {
    await client.query('ROLLBACK').catch(() => {})
    throw error
  }
  finally {
    await client.end()
  }
}
