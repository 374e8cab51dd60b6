import { DRAIN } from '#shared/utils/drain'
import { closeDatabases } from '../infra/db/shards'
import { startDraining } from '../utils/readiness'

/** At a stop: not ready first, then the pools, once what was under way is answered. */
export default defineNitroPlugin((nitro) => {
  process.once('SIGTERM', startDraining)
  // Behind a proxy the launcher says it some seconds before SIGTERM, for the balancer to notice.
  process.on('message', word => word === DRAIN && startDraining())
  // The launcher is gone without a word: nobody would end this process any more.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  nitro.hooks.hook('close', closeDatabases)
})
