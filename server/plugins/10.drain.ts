import { closeDatabases } from '../infra/db/shards'
import { startDraining } from '../utils/readiness'

/** At a stop: not ready first, then the pools, once what was under way is answered. */
export default defineNitroPlugin((nitro) => {
  process.once('SIGTERM', startDraining)
  // The launcher is gone without a word: nobody would end this process any more.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  nitro.hooks.hook('close', closeDatabases)
})
