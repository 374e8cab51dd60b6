import { cacheDriver } from '../infra/cache/nitro-driver'
import { forgetAll } from '../infra/cache/room'
import { countProcesses } from '../infra/redis/processes'
import { closeRedis, redis } from '../infra/redis/redis'
import { renewChangedSince } from '../domain/events/renew-changed-since'

/** Nitro's cache is ours, whatever the build knew of; and what has to happen before a Redis that was away is trusted. */
export default defineNitroPlugin((nitro) => {
  useStorage().mount('cache', cacheDriver)
  const link = redis()
  if (link) link.onReturn = renewChangedSince
  const leave = link ? countProcesses() : () => {}
  nitro.hooks.hook('close', async () => {
    leave()
    forgetAll()
    await closeRedis()
  })
})
