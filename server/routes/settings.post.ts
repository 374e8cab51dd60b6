import { settingsChange } from '#shared/schemas/settings'
import { isAdmin } from '../domain/people/policy'
import { changeSettings } from '../domain/schools/change-settings'

/** Each section of /settings is a form of its own, so that nobody saves what somebody else is changing. */
export default defineFormHandler({
  allow: isAdmin,
  page: ({ section }) => `/settings?refused=${encodeURIComponent(section ?? '')}`,
  keep: keptOfSettings,
  async run({ event, fields }) {
    await changeSettings(viewerContext(event), parseBody(settingsChange, settingsOfForm(fields)))
    return `/settings?saved=${encodeURIComponent(fields.section ?? '')}#${encodeURIComponent(fields.section ?? '')}`
  },
})
