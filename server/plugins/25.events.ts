import { tag } from '../domain/tags'
import { forgetDirectory } from '../domain/schools/directory'
import { purgePages } from '../domain/events/purge-pages'
import { renewGenerations } from '../domain/events/renew-generations'
import { startRelay } from '../domain/events/relay'
import { awardDue } from '../domain/progress/achievements/award-due'
import { startSummary } from '../domain/progress/refresh-summary'
import { config } from '../infra/config'
import { CHANNEL, hear } from '../infra/cache/notify'
import { forgetPlaces } from '../infra/db/positions'
import { listen } from '../infra/db/listen'
import { forgetAll } from '../infra/cache/room'

// Whatever another process wrote, no replica is believed to have it before the primary was asked.
const heard = (payload: string) => {
  forgetPlaces()
  // Where nobody knows the generations, this word alone says that a school is called or works otherwise now.
  if (payload.includes(`"${tag.all}"`)) forgetDirectory()
  hear(payload)
}
const missed = () => {
  forgetPlaces()
  // Where there is Redis it knows, and what it was not told the relay tells it.
  if (!config().redisUrl) forgetAll()
}

/** The relay of the outbox; and the word of other processes: without Redis the command line's, else of those that cannot reach it. */
export default defineNitroPlugin((nitro) => {
  const summary = startSummary()
  const relay = startRelay([renewGenerations, purgePages, awardDue, summary.consume])
  const stops = [relay, ...Object.keys(config().shards).map(shard => listen(shard, CHANNEL, heard, missed))]
  nitro.hooks.hookOnce('close', summary.stop)
  nitro.hooks.hookOnce('close', async () => void await Promise.all(stops.map(stop => stop())))
})
