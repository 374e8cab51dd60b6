import { settingsChange, settingsView } from '#shared/schemas/settings'
import { isAdmin } from '../../domain/people/policy'
import { changeSettings } from '../../domain/schools/change-settings'

export default defineTenantHandler({
  summary: 'Change what the school has set for itself; what is left out stays',
  allow: isAdmin,
  body: settingsChange,
  response: settingsView,
  run: ({ ctx, body }) => changeSettings(ctx, body),
})
