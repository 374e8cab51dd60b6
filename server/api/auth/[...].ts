import { authResponse } from '../../utils/auth-response'

/** better-auth's own routes, as far as they are open, for this tenant; attempts are limited before it sees them. */
export default defineEventHandler(async (event) => {
  const ctx = tenantContext(event)
  setResponseHeader(event, 'cache-control', 'no-store')
  const route = authRoute(event)
  const hasBody = event.method !== 'GET' && event.method !== 'HEAD'
  if (hasBody) await takeWrite(event, ctx)
  return withoutTokens(route, await authResponse(event, ctx.tenant, route, hasBody ? await readBounded(event) : undefined))
})
