import { generations } from '../infra/cache/room'
import type { Clock } from './clock-and-sight'

declare module 'h3' {
  interface H3EventContext {
    /** What this request has read so far; the calls of a page that is being rendered share the page's. */
    reads?: RequestReads | undefined
  }
}

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
    const unseen = tags.filter(tag => !this.seen.has(tag))
    if (unseen.length > 0) {
      const looked = generations().read(this.tenantId, unseen)
      const values = looked instanceof Promise ? await looked : looked
      if (!values) return null
      unseen.forEach((tag, index) => this.seen.has(tag) || this.seen.set(tag, values[index] ?? ''))
    }
    return tags.map(tag => this.seen.get(tag) ?? '')
  }

  /** A call that has begun; until a cached handler says what it read, nobody knows what the page depends on. */
  begin(path: string): void {
    this.untagged.add(path)
  }

  /** A call was answered from this and from nothing else. */
  use(path: string, tags: readonly string[], clock: Clock, stamp: string): void {
    this.untagged.delete(path)
    for (const tag of tags) this.used.add(tag)
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
