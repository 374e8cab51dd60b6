import { writeViews } from '../domain/audit/record-view'

/** At a stop what was looked at goes into the audit log first; 10.drain closes the databases after it. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('close', writeViews)
})
