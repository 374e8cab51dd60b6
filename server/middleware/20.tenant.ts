import { asLastChanged } from '../domain/schools/directory'
import { tenantOfRequest } from '../domain/schools/tenant-of-request'

const WITHOUT_TENANT = /^\/(?:_nuxt\/|__nuxt|favicon\.ico|robots\.txt|metrics|api\/(?:health|openapi\.json|docs|static)(?:[/?]|$))/

/** Which tenant the request is for, and whether it is for one of its public pages; a shared host without a choice goes on without one. */
export default defineEventHandler(async (event) => {
  if (event.context.internal || WITHOUT_TENANT.test(event.path)) return
  // As it was sent: a URL parser would take an account or a path out of it and let the rest pass.
  const host = event.context.origin.replace(/^https?:\/\//, '')
  const listed = await tenantOfRequest(host, requestHeader(event, 'x-tenant-id'))
  delete event.node.req.headers['x-gs-vary']
  if (!listed) return
  const reads = event.context.reads = new RequestReads(listed.id)
  const page = publicPageOf(event)
  if (!page) lookForViewer(event, listed)
  // With what nearly every answer will ask for next, in one go.
  const generations = await reads.read(event.method === 'GET' ? [...OF_VIEWERS, ...reads.guess(event.path)] : OF_VIEWERS)
  const tenant = event.context.tenant = await asLastChanged(listed, generations?.[0] ?? null)
  event.context.locale = tenant.locale
  if (page) await forEverybody(event, tenant, page)
})
