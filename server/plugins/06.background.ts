import { backgroundDone } from '../infra/background'

/** At a stop mails that are under way are sent first; 10.drain closes the databases after it. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('close', backgroundDone)
})
