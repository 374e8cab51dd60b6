import { purgePages } from '../domain/events/purge-pages'
import { renewGenerations } from '../domain/events/renew-generations'
import { startRelay } from '../domain/events/relay'
import { config } from '../infra/config'
import { CHANNEL, hear } from '../infra/cache/notify'
import { forgetPlaces } from '../infra/db/positions'
import { listen } from '../infra/db/listen'
import { forgetAll } from '../infra/cache/room'

// Whatever another process wrote, no replica is believed to have it before the primary was asked.
const heard = (payload: string) => {
  forgetPlaces()
  hear(payload)
}
const missed = () => {
  forgetPlaces()
  forgetAll()
}

/** The relay of the outbox; and without Redis the word of other processes on this installation, such as the command line. */
export default defineNitroPlugin((nitro) => {
  const stops = [startRelay([renewGenerations, purgePages])]
  if (!config().redisUrl) stops.push(...Object.keys(config().shards).map(shard => listen(shard, CHANNEL, heard, missed)))
  nitro.hooks.hookOnce('close', async () => void await Promise.all(stops.map(stop => stop())))
})
