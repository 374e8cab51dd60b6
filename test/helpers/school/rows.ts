import pg from 'pg'
import { afterAll } from 'vitest'

// Days and local times stay the text that they are: a Date would put them at midnight of some zone.
const { types } = pg
const asText = new Set<number>([types.builtins.DATE, types.builtins.TIME])

let pool: pg.Pool | undefined

/** Connections past row-level security to the database of this test file: what is really there. */
function owner() {
  if (pool) return pool
  pool = new pg.Pool({
    connectionString: process.env.DATABASE_URL,
    max: 4,
    types: { getTypeParser: (oid, format) => asText.has(oid) ? (text: string) => text : types.getTypeParser(oid, format) },
  })
  // The database is dropped under an idle connection when the file ends.
  pool.on('error', () => {})
  afterAll(async () => {
    await pool?.end()
    pool = undefined
  })
  return pool
}

/** Rows as they stand, whoever's they are. */
export async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  return (await owner().query<Row>(text, values)).rows
}

/** Puts one row into `table` (`schema.table` too) and gives it back with the database's defaults. */
export async function insert<Row extends pg.QueryResultRow>(table: string, values: Record<string, unknown>): Promise<Row> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined)
  const columns = given.map(([name]) => pg.escapeIdentifier(name)).join(', ')
  const places = given.map((_, index) => `$${index + 1}`).join(', ')
  const target = table.split('.').map(part => pg.escapeIdentifier(part)).join('.')
  const [row] = await rows<Row>(`insert into ${target} (${columns}) values (${places}) returning *`, given.map(([, value]) => value))
  if (!row) throw new Error(`nothing was put into ${table}`)
  return row
}
