import { startImportWorker } from '../domain/imports/jobs/worker'
import { config } from '../infra/config'

/** Imports are worked on wherever work is done, so that none waits for the process that took it. */
export default defineNitroPlugin((nitro) => {
  if (config().role === 'web') return
  nitro.hooks.hook('close', startImportWorker())
})
