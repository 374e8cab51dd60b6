import { publicTenant } from '#shared/schemas/me'
import { publicView } from '../../domain/schools/public-view'

export default defineCachedTenantHandler({
  name: 'public-tenant',
  summary: 'What anybody may know of the school',
  allow: 'anyone',
  response: publicTenant,
  tags: () => [],
  run: async ({ ctx }) => publicView(ctx.tenant),
})
