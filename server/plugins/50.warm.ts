import { setTimeout as wait } from 'node:timers/promises'
import { config } from '../infra/config'
import { compileModels } from '../infra/db/shards'
import { log } from '../infra/log'
import { endWarming } from '../utils/readiness'

const PATIENCE_MS = 10_000

/**
 * A page for nobody, and a question through Prisma's models: what they load and compile takes a second and more of a fresh
 * process, and everybody who comes meanwhile would wait for it. Not ready before it is over.
 */
export default defineNitroPlugin((nitro) => {
  const page = async () => void await (await nitro.localFetch('/', { headers: { host: 'localhost' } })).text()
  // Once all plugins have run. Whatever fails or hangs here will say so to whoever asks for it.
  setImmediate(() => void Promise.race([
    Promise.all([page(), ...Object.keys(config().shards).slice(0, 1).map(compileModels)]),
    wait(PATIENCE_MS, undefined, { ref: false }),
  ]).catch((error: unknown) => log.debug({ error }, 'could not warm up')).finally(endWarming))
})
