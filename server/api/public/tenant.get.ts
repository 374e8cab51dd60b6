import { publicTenant } from '#shared/schemas/me'
import { publicView } from '../../domain/schools/public-view'

export default defineTenantHandler({
  summary: 'What anybody may know of the school',
  allow: 'anyone',
  response: publicTenant,
  run: async ({ ctx }) => publicView(ctx.tenant),
})
