import type { H3Event } from 'h3'

/** Answers 304 in the place of a page that the browser has. */
export function notModified(event: H3Event, response: { body?: unknown }): void {
  const etag = getResponseHeader(event, 'etag')
  if (typeof etag !== 'string' || typeof response.body !== 'string' || getResponseStatus(event) !== 200) return
  if (!String(getResponseHeader(event, 'content-type')).startsWith('text/html') || !sameAs(event, etag)) return
  setResponseStatus(event, 304)
  response.body = null
}
