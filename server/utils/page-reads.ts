import type { Clock } from './clock-and-sight'

/** What one answer was made from. */
export interface Reading { tags: readonly string[], values: readonly string[], clock: Clock, stamp: string }

declare module 'h3' {
  interface H3EventContext {
    /** What the page that is being rendered has read so far. */
    page?: PageReads | undefined
  }
}

/** While a page renders: the answers of the API that it used, each with the generations it was made from. */
export class PageReads {
  readonly generations = new Map<string, string>()
  readonly clocks = new Map<Clock, string>()
  private readonly untagged = new Set<string>()

  /** A call that has begun; until a cached handler says what it read, nobody knows what the page depends on. */
  begin(path: string): void {
    this.untagged.add(path)
  }

  add(path: string, reading: Reading | null): void {
    if (!reading) return
    this.untagged.delete(path)
    // A tag that two calls read counts as the first found it: one that has changed in between makes the page old.
    reading.tags.forEach((tag, index) => this.generations.has(tag) || this.generations.set(tag, reading.values[index] ?? ''))
    if (!this.clocks.has(reading.clock)) this.clocks.set(reading.clock, reading.stamp)
  }

  /** The path of a call that left no word of what it read, if there is one. */
  get unknown(): string | null {
    return this.untagged.values().next().value ?? null
  }
}
