import { authResponse } from '../../utils/auth-response'

/** better-auth's own routes, as far as they are open, for this tenant; attempts are limited before it sees them. */
export default defineEventHandler(async (event) => {
  const { tenant } = tenantContext(event)
  setResponseHeader(event, 'cache-control', 'no-store')
  const hasBody = event.method !== 'GET' && event.method !== 'HEAD'
  return authResponse(event, tenant, authRoute(event), hasBody ? await readBounded(event) : undefined)
})
