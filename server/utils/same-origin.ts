import type { H3Event } from 'h3'
import { DomainError } from '../domain/errors'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a write that another site's page made the browser send. A bearer token is not sent by itself, so it needs no check.
 * @throws DomainError `cross_site` 403
 */
export function assertSameOrigin(event: H3Event): void {
  if (SAFE.has(event.method) || bearerToken(event)) return
  const origin = requestHeader(event, 'origin')
  const site = requestHeader(event, 'sec-fetch-site')
  const foreign = origin === undefined ? site !== undefined && site !== 'same-origin' && site !== 'none' : origin !== event.context.origin
  if (foreign) throw new DomainError('cross_site', { status: 403, detail: 'This came from another site; open the page of the school itself.' })
}
