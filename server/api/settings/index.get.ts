import { settingsPage } from '#shared/schemas/settings'
import { isAdmin } from '../../domain/people/policy'
import { settingsView } from '../../domain/schools/settings-view'

export default defineCachedTenantHandler({
  name: 'settings',
  summary: 'What the school has set for itself',
  allow: isAdmin,
  response: settingsPage,
  shared: true,
  tags: () => [],
  run: async ({ ctx }) => ({ settings: settingsView(ctx.tenant) }),
})
