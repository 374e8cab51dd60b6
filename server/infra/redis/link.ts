import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { Cluster } from 'ioredis'
import { log } from '../log'
import type { RedisClient } from './connect'

/** Nobody who writes gives up telling Redis of it sooner; whoever was away for less has missed nothing. */
export const WRITER_PATIENCE_MS = 400
const UNNOTICED_MS = 300
const PROBE_MS = 100
/**
 * Others may find a Redis that is back later than this process, and what they write until then is heard of by nobody. The
 * longest way is by a sentinel that has not heard of the new master: they tell each other every two seconds.
 */
const SETTLE_MS = 3_000

/** Told when Redis is back: whatever may have changed unheard since then has to be renewed before anything kept is used. */
export type OnReturn = (since: Date) => Promise<void>

/**
 * Redis behind a circuit breaker. One command that fails opens it: nothing waits for Redis until it answers a probe.
 * After an absence that others may have written through, it is trusted again once they have had the time to find it too
 * and `onReturn` is done.
 */
export class RedisLink {
  /** Changes with each server that stands behind the address: what another one knew does not count. */
  epoch = ''
  onReturn: OnReturn = () => Promise.resolve()
  private awaySince: number | null = Date.now()
  private probing = false
  private ended = false
  opened = 0
  /** Nobody listens at the address: not a connection that was cut, and nothing to wait for. */
  private refused = false

  constructor(readonly client: RedisClient) {
    client.on('close', () => this.open())
    client.on('error', (error: NodeJS.ErrnoException) => this.refused ||= ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'].includes(error.code ?? ''))
    client.on('connect', () => this.refused = false)
    if (client instanceof Cluster) {
      for (const sign of ['-node', 'node error', 'refresh'] as const) client.on(sign, () => this.open())
    }
    void this.probe()
  }

  /** Whether what is kept there may be used. */
  get trusted(): boolean {
    return this.awaySince === null
  }

  /** @returns undefined, at once, while Redis is away, and when it does not answer now */
  async ask<T>(work: (client: RedisClient) => Promise<T>): Promise<T | undefined> {
    if (!this.trusted) return undefined
    const { opened } = this
    try {
      const answer = await work(this.client)
      // A command that was under way when the connection broke may have been answered by another server.
      return opened === this.opened ? answer : undefined
    }
    catch (error) {
      this.open(error)
      return undefined
    }
  }

  /**
   * For what has to be known to others before a writer is answered: tried even while Redis seems away, and again
   * while a cut connection is being mended. @returns whether it was done
   */
  async tell(work: (client: RedisClient) => Promise<unknown>): Promise<boolean> {
    const end = Date.now() + WRITER_PATIENCE_MS
    for (;;) {
      try {
        await work(this.client)
        return true
      }
      catch (error) {
        this.open(error)
        const timedOut = error instanceof Error && /timed out/i.test(error.message)
        if (timedOut || this.refused || Date.now() > end || this.ended) return false
        await wait(15)
      }
    }
  }

  async end(): Promise<void> {
    this.ended = true
    this.client.disconnect()
  }

  private open(error?: unknown): void {
    if (this.ended) return
    if (this.awaySince === null) {
      this.awaySince = Date.now()
      this.opened++
      log.warn({ reason: error instanceof Error ? error.message : 'closed' }, 'Redis is away')
    }
    void this.probe()
  }

  private async probe(): Promise<void> {
    if (this.probing) return
    this.probing = true
    for (; !this.ended && this.awaySince !== null; await wait(this.refused ? PROBE_MS : 10, undefined, { ref: false })) {
      const since = this.awaySince
      try {
        // The client gives up for good when the word of a fail-over meets it connecting.
        if (this.client.status === 'end') await this.client.connect()
        const epoch = await this.whoAnswers()
        const restarted = epoch !== this.epoch
        const noticed = restarted || Date.now() - since > UNNOTICED_MS
        if (noticed) {
          await wait(SETTLE_MS, undefined, { ref: false })
          if (await this.whoAnswers() !== epoch) continue
        }
        this.epoch = epoch
        if (noticed && !restarted) await this.onReturn(new Date(since - UNNOTICED_MS))
        if (this.awaySince === since) {
          this.awaySince = null
          if (this.opened > 0) log.info({ awayMs: Date.now() - since }, 'Redis is back')
        }
      }
      catch (error) {
        log.trace({ error }, 'Redis does not answer yet')
        // One of a cluster that stands still keeps its connections: only the others say who has taken over.
        if (this.client instanceof Cluster && this.client.status === 'ready') this.client.refreshSlotsCache()
      }
    }
    this.probing = false
  }

  private async whoAnswers(): Promise<string> {
    const runId = (info: string) => /run_id:(\w+)/.exec(info)?.[1] ?? ''
    if (!(this.client instanceof Cluster)) return runId(await this.client.info('server'))
    const masters = this.client.nodes('master')
    if (masters.length === 0) throw new Error('the cluster has no masters yet')
    const ids = await Promise.all(masters.map(async node => runId(await node.info('server'))))
    return createHash('sha1').update(ids.sort().join()).digest('hex')
  }
}
