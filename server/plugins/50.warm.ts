import { config } from '../infra/config'
import { compileModels } from '../infra/db/shards'
import { log } from '../infra/log'
import { isWarm } from '../utils/readiness'

/**
 * A page for nobody, and a question through Prisma's models: what they load and compile takes a second and more of a fresh
 * process, and everybody who comes meanwhile would wait for it. Not ready before it is over.
 */
export default defineNitroPlugin((nitro) => {
  const page = async () => void await (await nitro.localFetch('/', { headers: { host: 'localhost' } })).text()
  // Once all plugins have run and the process listens; whatever fails here will say so to somebody who asked for it.
  setImmediate(() => void Promise.allSettled([page(), ...Object.keys(config().shards).slice(0, 1).map(compileModels)]).then((outcomes) => {
    for (const outcome of outcomes) if (outcome.status === 'rejected') log.debug({ error: outcome.reason as unknown }, 'could not warm up')
    isWarm()
  }))
})
