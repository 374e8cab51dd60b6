import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'

/**
 * A tag stands for something that answers depend on; its generation is a random value that a change replaces.
 * Answers are kept under the generations they were made from, so those from before a change are found no more.
 */
export interface Generations {
  /** The values of a tenant's tags, in their order; null when nobody can know them now: nothing kept may be used. */
  read(tenantId: string, tags: readonly string[]): Promise<readonly string[] | null> | readonly string[] | null
  /** Replaces them. @returns false when that could not be done everywhere yet; a relay does it again */
  renew(tenantId: string, tags: readonly string[]): Promise<boolean>
}

/** More tags than one process serves in a day; one that is pushed out costs misses, never a wrong answer. */
const MOST_TAGS = 500_000

const process36 = randomBytes(12).toString('base64url')
let count = 0
/** Never given twice, by this process or another: one that came back would revive what is over. */
export const newGeneration = (): string => `${process36}${(count++).toString(36)}`

/** Where one process serves a tenant, its own memory knows every change. */
export function memoryGenerations(): Generations {
  const values = new LRUCache<string, string>({ max: MOST_TAGS })
  const valueOf = (key: string) => {
    const known = values.get(key)
    if (known !== undefined) return known
    const made = newGeneration()
    values.set(key, made)
    return made
  }
  return {
    read: (tenantId, tags) => tags.map(tag => valueOf(`${tenantId} ${tag}`)),
    renew(tenantId, tags) {
      for (const tag of tags) values.set(`${tenantId} ${tag}`, newGeneration())
      return Promise.resolve(true)
    },
  }
}

/** Where several processes serve and share nothing, none of them knows what the others changed. */
export const noGenerations: Generations = {
  read: () => null,
  renew: () => Promise.resolve(true),
}
