import { log } from '../log'
import type { TenantScope } from './head'

interface Waiting<Item> { scope: TenantScope, items: Item[] }

const WAIT_MS = 1_000
const BATCH = 500
/** While a database is away; beyond it the oldest are given up, and the log says how many. */
const MOST_WAITING = 20_000

const all: { write(): Promise<void> }[] = []

/**
 * Small writes that no answer waits for: they are written within a second, many of a tenant at once. What cannot be
 * written now waits on; `writeBatches` at a stop writes what is left.
 */
export class Batches<Item> {
  private waiting = new Map<string, Waiting<Item>>()
  private timer: NodeJS.Timeout | undefined
  private writing: Promise<void> = Promise.resolve()

  /**
   * @param name what is written, for the log
   * @param insert writes some of one tenant, all or none
   */
  constructor(private readonly name: string, private readonly insert: (scope: TenantScope, items: Item[]) => Promise<void>) {
    all.push(this)
  }

  add({ tenant: { id, shard } }: TenantScope, item: Item): void {
    const tenant = this.waiting.get(id) ?? { scope: { tenant: { id, shard } }, items: [] }
    this.waiting.set(id, tenant)
    tenant.items.push(item)
    this.later()
  }

  /** Writes what waits, after what is being written. */
  write(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.writing = this.writing.then(() => this.writeAll())
    return this.writing
  }

  private later(): void {
    this.timer ??= setTimeout(() => void this.write(), WAIT_MS).unref()
  }

  private async writeAll(): Promise<void> {
    const batches = [...this.waiting.values()]
    this.waiting.clear()
    for (const batch of batches) {
      while (batch.items.length > 0) {
        const items = batch.items.slice(0, BATCH)
        const error = await this.insert(batch.scope, items).then(() => null, (reason: unknown) => reason)
        if (error) {
          log.error({ error, batch: this.name, waiting: batch.items.length }, 'a batch is not written yet')
          this.keep(batch)
          break
        }
        batch.items.splice(0, items.length)
      }
    }
  }

  private keep({ scope, items }: Waiting<Item>): void {
    const kept = [...items, ...this.waiting.get(scope.tenant.id)?.items ?? []]
    const lost = kept.length - MOST_WAITING
    if (lost > 0) log.error({ batch: this.name, lost }, 'some of a batch were given up: too many wait')
    this.waiting.set(scope.tenant.id, { scope, items: kept.slice(Math.max(0, lost)) })
    this.later()
  }
}

/** Writes all that waits. */
export async function writeBatches(): Promise<void> {
  await Promise.all(all.map(batches => batches.write()))
}
