import { LEAVERS } from '../domain/people/end-leavers'
import { startRounds } from '../domain/schools/rounds'
import { TIMETABLES } from '../domain/timetable/roll-forward'
import { config } from '../infra/config'

/** What the calendar brings is done wherever work is done. */
export default defineNitroPlugin((nitro) => {
  if (config().role === 'web') return
  nitro.hooks.hook('close', startRounds([TIMETABLES, LEAVERS]))
})
