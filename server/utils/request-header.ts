import type { H3Event } from 'h3'

/** One header of a request. @param name in lower case; h3's own function copies all headers each time it is asked for one */
export function requestHeader(event: H3Event, name: Lowercase<string>): string | undefined {
  const value = event.node.req.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
