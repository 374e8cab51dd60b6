import pg from 'pg'
import { setTimeout as wait } from 'node:timers/promises'
import { log } from '../log'
import { type Lsn, NO_LSN, toLsn } from './lsn'
import { DatabaseStarved } from './starved'

const EVERY_MS = 150
/** Nobody asked for so long: the server is left alone. */
const IDLE_MS = 5_000
/** What else can answer is asked soon; what nothing can replace gets time to get over a burst of work. */
const PATIENCE = { replica: { connectMs: 2_000, answerMs: 1_500 }, primary: { connectMs: 3_000, answerMs: 3_000 } }
/** A process that stood still itself hears its timers before the answers that lie ready. */
const GRACE_MS = 100
const AGAIN_MS = 250

const BEAT = `SELECT pg_is_in_recovery() AS follows,
  CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text AS lsn`

/**
 * Asks one server, on a connection of its own and only while it is in use, whether it lives and how far its log is.
 * One that does not answer is away until it answers again; what waits for it then is told at once.
 */
export class Pulse {
  /** How far the log was written, or replayed, when last asked. */
  lsn: Lsn = NO_LSN
  /** Whether it follows a primary; null until it said so. */
  follows: boolean | null = null
  away = false
  /** Told of each beat. */
  onBeat: () => void = () => {}
  private readonly waiting = new Set<(error: unknown) => void>()
  private asked = 0
  private beating: Promise<void> | undefined
  private readonly stopped = new AbortController()
  private ended = false
  private client: pg.Client | undefined

  private readonly patience: { connectMs: number, answerMs: number }

  constructor(private readonly url: string, role: keyof typeof PATIENCE) {
    this.patience = PATIENCE[role]
  }

  /** Says that it is in use. */
  touch(): void {
    this.asked = Date.now()
    if (!this.ended) this.beating ??= this.beat().finally(() => this.beating = undefined)
  }

  /** Says that it is in use. @returns whether it answered when last asked */
  alive(): boolean {
    this.touch()
    return !this.away
  }

  /** Runs work that waits for this server. @throws DatabaseStarved at once while it is away, and as soon as it is found to be */
  guard<T>(work: () => Promise<T>): Promise<T> {
    if (!this.alive()) return Promise.reject(new DatabaseStarved('it does not answer'))
    return new Promise<T>((done, fail) => {
      this.waiting.add(fail)
      work().then(done, fail).finally(() => this.waiting.delete(fail))
    })
  }

  async end(): Promise<void> {
    this.ended = true
    this.drop()
    // A process that has nothing else to do would not wait for the next beat: it would end with `await` unsettled.
    this.stopped.abort()
    await this.beating
  }

  private async rest(ms: number): Promise<void> {
    await wait(ms, undefined, { ref: false, signal: this.stopped.signal }).catch(() => {})
  }

  private async beat(): Promise<void> {
    while (!this.ended && (this.away || Date.now() - this.asked < IDLE_MS)) {
      try {
        await this.once()
        if (this.away) log.info({ server: nameOf(this.url) }, 'a database is back')
        this.away = false
        this.onBeat()
        await this.rest(EVERY_MS)
      }
      catch (error) {
        this.missed(error)
        await this.rest(AGAIN_MS)
      }
    }
    this.drop()
  }

  private async once(): Promise<void> {
    const ask = (client: pg.Client) => within(this.patience.answerMs, this.stopped.signal, client.query<{ follows: boolean, lsn: string | null }>(BEAT))
    const { rows: [row] } = await ask(this.client ?? await this.connect()).catch(async (error: unknown) => {
      // A connection may break while the server lives; only when a new one is refused as well, it does not.
      if (error instanceof Silence) throw error
      return ask(await this.connect())
    })
    this.follows = row?.follows ?? null
    this.lsn = toLsn(row?.lsn ?? null)
  }

  private async connect(): Promise<pg.Client> {
    this.drop()
    const client = new pg.Client({ connectionString: this.url, keepAlive: true })
    this.client = client
    // Whoever stands behind the address next may know less.
    const lost = () => {
      if (this.client === client) this.forget()
    }
    client.on('error', lost)
    client.on('end', lost)
    await within(this.patience.connectMs, this.stopped.signal, client.connect())
    return client
  }

  private forget(): void {
    this.drop()
    this.lsn = NO_LSN
    this.follows = null
  }

  private drop(): void {
    const { client } = this
    this.client = undefined
    // One that is silent would not answer a farewell either.
    client?.end().catch(() => {})
    client?.connection.stream.destroy()
  }

  private missed(error: unknown): void {
    this.forget()
    if (this.ended) return
    if (!this.away) log.warn({ server: nameOf(this.url), reason: error instanceof Error ? error.message : String(error) }, 'a database is away')
    this.away = true
    for (const fail of this.waiting) fail(new DatabaseStarved(error))
    this.waiting.clear()
  }
}

class Silence extends Error {}

/** @param stopped nobody waits any more: a connection that is dropped while it is made answers nothing at all */
async function within<T>(ms: number, stopped: AbortSignal, work: Promise<T>): Promise<T> {
  const patience = new AbortController()
  const stop = new Promise<never>((_, fail) => {
    const give = () => fail(new Silence('not asked any more'))
    if (stopped.aborted) give()
    else stopped.addEventListener('abort', give, { once: true, signal: patience.signal })
  })
  const silence = async () => {
    await wait(ms, undefined, { ref: false, signal: patience.signal })
    await wait(GRACE_MS, undefined, { ref: false, signal: patience.signal })
    throw new Silence(`no answer within ${ms} ms`)
  }
  const over = silence()
  over.catch(() => {})
  stop.catch(() => {})
  work.catch(() => {})
  try {
    return await Promise.race([work, over, stop])
  }
  finally {
    patience.abort()
  }
}

/** A server without its secrets. */
export function nameOf(url: string): string {
  const { host, pathname } = new URL(url)
  return host + pathname
}
