import { config } from '../config'
import { connectRedis } from './connect'
import { RedisLink } from './link'

let link: RedisLink | undefined

/** Redis behind its breaker, where this installation has one. */
export function redis(): RedisLink | undefined {
  const { redisUrl } = config()
  if (redisUrl) link ??= new RedisLink(connectRedis(redisUrl, 'fast'))
  return link
}

/** The next use connects anew. */
export async function closeRedis(): Promise<void> {
  const open = link
  link = undefined
  await open?.end()
}
