import pg, { type QueryResultRow } from 'pg'
import { headText, type TenantScope } from './head'
import { rowTypes } from './rows'
import type { Sql } from './sql'
import { asStarved, DatabaseStarved } from './starved'

/** What a tenant's tables held at one moment, read for as long as it takes. */
export interface Snapshot {
  /** The rows of one statement, some at a time and no sooner than they are wanted. One statement after another. */
  rows<Row extends QueryResultRow>(statement: Sql): AsyncGenerator<Row[]>
  /** Gives the connection back. */
  close(): Promise<void>
}

/** Some hundred kilobytes. */
const BATCH = 1_000
const FETCH_TIMEOUT_MS = 60_000
/** Whoever takes no more for so long is not waited for: a snapshot keeps the server from tidying up. */
const IDLE_MS = 60_000
/** Each has a connection of its own, beside the pools. */
const MOST = 8

let open = 0

/**
 * Opens a read-only transaction of its own. Cursors keep memory bounded however much there is to read.
 * @param signal ends whatever the server is doing for it
 * @throws DatabaseStarved when many are open already
 */
export async function openSnapshot(url: string, scope: TenantScope, signal?: AbortSignal): Promise<Snapshot> {
  if (open >= MOST) throw new DatabaseStarved(`${MOST} exports are under way`)
  open++
  const client = new pg.Client({ connectionString: url, types: rowTypes, idle_in_transaction_session_timeout: IDLE_MS })
  // One that breaks says so at the next fetch.
  client.on('error', () => {})
  const cancel = () => void cancelOn(url, client)
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    open--
    signal?.removeEventListener('abort', cancel)
    await client.end().catch(() => {})
  }
  try {
    await client.connect()
    signal?.addEventListener('abort', cancel)
    await client.query(headText(scope, 'read', FETCH_TIMEOUT_MS))
  }
  catch (error) {
    await close()
    throw asStarved(error)
  }
  return { close, rows: statement => fetchRows(client, statement, signal) }
}

async function* fetchRows<Row extends QueryResultRow>(client: pg.Client, { text, values }: Sql, signal?: AbortSignal): AsyncGenerator<Row[]> {
  await client.query({ text: `DECLARE wanted NO SCROLL CURSOR FOR ${text}`, values })
  for (;;) {
    signal?.throwIfAborted()
    const { rows } = await client.query<Row>(`FETCH ${BATCH} FROM wanted`)
    if (rows.length > 0) yield rows
    if (rows.length < BATCH) break
  }
  await client.query('CLOSE wanted')
}

/** The server goes on with a statement whose client has gone: somebody has to tell it. */
async function cancelOn(url: string, client: pg.Client): Promise<void> {
  const other = new pg.Client({ connectionString: url })
  other.on('error', () => {})
  try {
    await other.connect()
    await other.query('SELECT pg_cancel_backend($1)', [(client as unknown as { processID: number }).processID])
  }
  catch {
    // Then it ends by its time limit.
  }
  finally {
    await other.end().catch(() => {})
  }
}
