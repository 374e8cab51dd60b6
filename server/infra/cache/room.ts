import { config } from '../config'
import { connectRedis } from '../redis/connect'
import { RedisLink } from '../redis/link'
import { type Generations, memoryGenerations, noGenerations } from './generations'
import { memoryLevel } from './memory-level'
import { redisGenerations } from './redis-generations'

let known: Generations | undefined
let link: RedisLink | undefined
const own = memoryLevel()

/** Redis, where there is one. */
export function redis(): RedisLink | undefined {
  const { redisUrl } = config()
  if (redisUrl) link ??= new RedisLink(connectRedis(redisUrl, 'fast'))
  return link
}

/** The generations of this installation: shared through Redis, or of the one process there is. */
export function generations(): Generations {
  if (known) return known
  const shared = redis()
  known = shared ? redisGenerations(shared) : config().workers > 1 ? noGenerations : memoryGenerations()
  return known
}

/** This process's own level, shared by everything that is kept. */
export const memory = () => own

/** After a gap in which words may have been missed: nothing of before is used. */
export function forgetAll(): void {
  known = undefined
  own.clear()
}

/** The next use connects anew. */
export async function closeCaches(): Promise<void> {
  const open = link
  link = undefined
  forgetAll()
  await open?.end()
}
