import { cacheDriver } from '../infra/cache/nitro-driver'
import { closeCaches, redis } from '../infra/cache/room'
import { renewChangedSince } from '../domain/events/renew-changed-since'

/** Nitro's cache is ours, whatever the build knew of; and what has to happen before a Redis that was away is trusted. */
export default defineNitroPlugin((nitro) => {
  useStorage().mount('cache', cacheDriver)
  const link = redis()
  if (link) link.onReturn = renewChangedSince
  nitro.hooks.hook('close', closeCaches)
})
