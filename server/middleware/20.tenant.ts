import { tenantOfRequest } from '../domain/schools/tenant-of-request'

const WITHOUT_TENANT = /^\/(?:_nuxt\/|__nuxt|favicon\.ico|robots\.txt|metrics|api\/(?:health|openapi\.json|docs|static)(?:[/?]|$))/

/** Which tenant the request is for, and whether it is for one of its public pages; a shared host without a choice goes on without one. */
export default defineEventHandler(async (event) => {
  if (event.context.internal || WITHOUT_TENANT.test(event.path)) return
  // As it was sent: a URL parser would take an account or a path out of it and let the rest pass.
  const host = event.context.origin.replace(/^https?:\/\//, '')
  event.context.tenant = await tenantOfRequest(host, requestHeader(event, 'x-tenant-id'))
  const { tenant } = event.context
  delete event.node.req.headers['x-gs-vary']
  if (!tenant) return
  event.context.locale = tenant.locale
  event.context.reads = new RequestReads(tenant.id)
  const page = publicPageOf(event)
  if (page) await forEverybody(event, tenant, page)
})
