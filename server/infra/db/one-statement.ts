import pg, { DatabaseError, type Pool, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg'

/** What goes before a statement in its transaction: it sets the role and the tenant. */
export interface HeadQuery { name: string, text: string, values: readonly string[] }

interface Connection {
  parsedStatements: Record<string, string | undefined>
  parse(message: { name: string, text: string }): void
  bind(message: { statement: string, values: readonly string[] }): void
  execute(message: object): void
}
interface DataRow { fields: (string | null)[] }
type Callback = (error: Error | null, result: QueryResult) => void
/** @property name under which it is prepared; none behind a pooler that does not know of prepared statements */
type Statement = QueryConfig & { query_timeout: number }

/** What `pg` calls on a query, and has no types for. */
interface PgQuery {
  callback: Callback
  prepare(connection: Connection): void
  handleDataRow(message: DataRow): void
  handleCommandComplete(message: object, connection: Connection): void
}
const Query = pg.Query as unknown as new (config: QueryConfig & { queryMode: string }) => PgQuery

/**
 * A head and a statement of the extended protocol with one Sync behind them, which PostgreSQL runs as one transaction:
 * without BEGIN and COMMIT, and sent in one write.
 */
class BehindHead extends Query {
  /** What the head returned. */
  entered: (string | null)[] = []
  /** Prepared here for the first time: `pg` cannot tell which of the two an error left prepared. */
  fresh = false
  private inHead = true

  constructor(private readonly head: HeadQuery, private readonly statement: Statement) {
    super({ ...statement, queryMode: 'extended' })
  }

  get query_timeout(): number {
    return this.statement.query_timeout
  }

  override prepare(connection: Connection): void {
    const { text, values } = this.head
    const name = this.statement.name ? this.head.name : ''
    const known = connection.parsedStatements[name] === text
    this.fresh = name !== '' && !(known && connection.parsedStatements[this.statement.name ?? ''])
    if (!known) connection.parse({ name, text })
    connection.bind({ statement: name, values })
    connection.execute({})
    super.prepare(connection)
  }

  override handleDataRow(message: DataRow): void {
    if (this.inHead) this.entered = message.fields
    else super.handleDataRow(message)
  }

  override handleCommandComplete(message: object, connection: Connection): void {
    if (!this.inHead) return super.handleCommandComplete(message, connection)
    this.inHead = false
    if (this.statement.name) connection.parsedStatements[this.head.name] = this.head.text
  }
}

/**
 * Runs one statement in a transaction of its own.
 * @returns the columns of the head as text, and the statement's rows
 * @throws what PostgreSQL said of the head or of the statement
 */
export async function sendBehindHead<Row extends QueryResultRow>(pool: Pool, head: HeadQuery, statement: Statement) {
  const client = await pool.connect()
  const query = new BehindHead(head, statement)
  try {
    const rows = await new Promise<Row[]>((done, fail) => {
      query.callback = (error, result) => error ? fail(error) : done(result.rows as Row[])
      client.query(query as never)
    })
    client.release()
    return { entered: query.entered as readonly (string | null)[], rows }
  }
  catch (error) {
    client.release(query.fresh || !(error instanceof DatabaseError))
    throw error
  }
}
