import { LRUCache } from 'lru-cache'
import { generations } from '../infra/cache/room'
import type { Clock } from './clock-and-sight'

declare module 'h3' {
  interface H3EventContext {
    /** What this request has read so far; the calls of a page that is being rendered share the page's. */
    reads?: RequestReads | undefined
  }
}

/**
 * What the answer to a path was made from the last time, whoever asked and with any query: asked for with the first look, it
 * costs none of its own. Of tags about one row only those whose id is in the path: others are of whoever asked then.
 */
const lastTags = new LRUCache<string, readonly string[]>({ max: 5_000 })
const LONGEST_PATH = 200

/** The generations as one request sees them, each as it first found it, and those that its answer was made from. */
export class RequestReads {
  private readonly seen = new Map<string, string>()
  private readonly used = new Set<string>()
  private readonly untagged = new Set<string>()
  readonly clocks = new Map<Clock, string>()

  constructor(private readonly tenantId: string) {}

  /**
   * The values of tags, in their order; null when nobody can know them now. What stands here was looked up before any
   * answer of this request was begun, so one that has changed since makes the answer old, never wrong.
   */
  async read(tags: readonly string[]): Promise<readonly string[] | null> {
    const unseen = tags.filter((tag, index) => !this.seen.has(tag) && tags.indexOf(tag) === index)
    if (unseen.length > 0) {
      const looked = generations().read(this.tenantId, unseen)
      const values = looked instanceof Promise ? await looked : looked
      if (!values) return null
      unseen.forEach((tag, index) => this.seen.has(tag) || this.seen.set(tag, values[index] ?? ''))
    }
    return tags.map(tag => this.seen.get(tag) ?? '')
  }

  /** Tags that a path will probably ask for: a guess that spares a look, and says nothing of what the answer depends on. */
  guess(path: string): readonly string[] {
    return lastTags.get(this.keyOf(path)) ?? []
  }

  private keyOf(path: string): string {
    return `${this.tenantId} ${path.split('?', 1)[0]}`
  }

  /** A call that has begun; until a cached handler says what it read, nobody knows what the page depends on. */
  begin(path: string): void {
    this.untagged.add(path)
  }

  /** A call was answered from this and from nothing else. */
  use(path: string, tags: readonly string[], clock: Clock, stamp: string): void {
    this.untagged.delete(path)
    for (const tag of tags) this.used.add(tag)
    const key = this.keyOf(path)
    if (key.length < LONGEST_PATH) lastTags.set(key, tags.filter(tag => key.includes(tag.split(':').at(1) ?? '')))
    if (!this.clocks.has(clock)) this.clocks.set(clock, stamp)
  }

  /** What the answer was made from: its tags and their values. */
  get sources(): { tags: string[], values: string[] } {
    const tags = [...this.used]
    return { tags, values: tags.map(tag => this.seen.get(tag) ?? '') }
  }

  /** The path of a call that left no word of what it read, if there is one. */
  get unknown(): string | null {
    return this.untagged.values().next().value ?? null
  }
}
