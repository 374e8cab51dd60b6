import type { H3Event, H3EventContext } from 'h3'

/**
 * While a page renders, its calls to the API pass the middleware once more. Nitro 2 shows such a call only by the
 * context of the outer request, which it hangs on the node request; it is taken over, not worked out again.
 * @returns the outer request's context, or null for a request that came from outside
 */
export function outerContext(event: H3Event): H3EventContext | null {
  const outer = (event.node.req as { __unenv__?: H3EventContext }).__unenv__
  if (!outer?.requestId) return null
  const { requestId, origin, client, tenant, viewer, locale, reads } = outer
  Object.assign(event.context, { requestId, origin, client, tenant, viewer, locale, reads, internal: true })
  // What is static is the program's own, which no tenant changes.
  if (!event.path.startsWith('/api/static/')) reads?.begin(event.path)
  return outer
}
