import { startRollingForward } from '../domain/timetable/roll-forward'
import { config } from '../infra/config'

/** Series get their lessons of the weeks to come wherever work is done. */
export default defineNitroPlugin((nitro) => {
  if (config().role === 'web') return
  nitro.hooks.hook('close', startRollingForward())
})
