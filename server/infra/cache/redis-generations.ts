import { ReplyError } from 'ioredis'
import type { RedisLink } from '../redis/link'
import { type Generations, newGeneration } from './generations'

/** One that runs out is made anew: misses, never a wrong answer. */
const SECONDS = 7 * 24 * 3_600

/** The braces are for Cluster: all of a tenant's tags lie in one slot, so that one command reads them. */
const keyOf = (tenantId: string, tag: string) => `gen:{${tenantId}}:${tag}`

/** Shared by all processes that see the same Redis. */
export function redisGenerations(link: RedisLink): Generations {
  async function values(keys: string[]): Promise<string[]> {
    const found = await link.client.mget(keys)
    if (found.every(value => value !== null)) return found as string[]
    // Whoever comes first makes it; all others find theirs in its place.
    await Promise.all(keys.filter((_, index) => found[index] === null).map(key => link.client.set(key, newGeneration(), 'EX', SECONDS, 'NX')))
    const made = await link.client.mget(keys)
    return made.map(value => value ?? newGeneration())
  }
  return {
    async read(tenantId, tags) {
      if (tags.length === 0) return []
      const { epoch } = link
      const found = await link.ask(() => values(tags.map(tag => keyOf(tenantId, tag))))
      return found ? found.map(value => epoch + value) : null
    },
    renew: (tenantId, tags) => link.tell(client => Promise.all(tags.map(async (tag) => {
      const key = keyOf(tenantId, tag)
      // A Redis that is full refuses to set and still deletes: the next reader makes the new value.
      await client.set(key, newGeneration(), 'EX', SECONDS).catch((error: unknown) => error instanceof ReplyError ? client.del(key) : Promise.reject(error))
    }))),
  }
}
