import pg, { type QueryResultRow } from 'pg'
import type { Endpoint } from './endpoint'
import { rowTypes } from './rows'
import type { Sql } from './sql'
import { DatabaseStarved } from './starved'

/** What takes longer has met a server that stands still. */
const PATIENCE = { connectionTimeoutMillis: 3_000, query_timeout: 600_000 }

/** Runs one statement as the role `goalschool_system` for as long as it takes; readers and writers have their own connections. */
export async function maintain<Row extends QueryResultRow>({ direct, pulse }: Pick<Endpoint, 'direct' | 'pulse'>, statement: Sql): Promise<Row[]> {
  if (!pulse.alive()) throw new DatabaseStarved('it does not answer')
  const client = new pg.Client({ connectionString: direct, types: rowTypes, keepAlive: true, ...PATIENCE })
  // A connection that breaks between two statements must not end the process: the next statement says what happened.
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(`SELECT set_config('role', 'goalschool_system', true), set_config('statement_timeout', '0', true)`)
    const { rows } = await client.query<Row>(statement.text, statement.values)
    await client.query('COMMIT')
    return rows
  }
  finally {
    await client.end()
  }
}
