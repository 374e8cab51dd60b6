import { createHash } from 'node:crypto'
import type { H3Event } from 'h3'

/** RFC 9110 §13.1.2: weak comparison. */
const matches = (header: string, etag: string) =>
  header.trim() === '*' || header.split(',').some(part => part.trim().replace(/^W\//, '') === etag)

/**
 * Answers with JSON that only this viewer may keep, under an ETag of its content; 304 when the client has it.
 * @param version put before the hash, for a resource whose version clients send back in If-Match
 */
export function sendJson(event: H3Event, answer: unknown, version?: number): string | null {
  const text = JSON.stringify(answer)
  setResponseHeader(event, 'content-type', 'application/json')
  if (!getResponseHeader(event, 'cache-control')) setResponseHeader(event, 'cache-control', 'private, no-cache')
  const hash = createHash('sha1').update(text).digest('base64url')
  const etag = version === undefined ? `"${hash}"` : `"${version}.${hash}"`
  setResponseHeader(event, 'etag', etag)
  appendResponseHeader(event, 'vary', 'Cookie, Authorization, Accept-Language, X-Tenant-Id')
  const known = getRequestHeader(event, 'if-none-match')
  if (event.method === 'GET' && known && matches(known, etag)) {
    setResponseStatus(event, 304)
    return null
  }
  return text
}

/**
 * The versions that `If-Match: "<version>.<hash>", …` takes; undefined when it is not there, or is `*` (RFC 9110 §13.1.1).
 * What is no tag of ours names no version. A tag made weak on the way counts: proxies do that to whatever they compress.
 */
export function ifMatchVersions(event: H3Event): number[] | undefined {
  const header = getRequestHeader(event, 'if-match')?.trim()
  if (header === undefined || header === '*') return undefined
  return [...header.matchAll(/(?<=^|,)\s*(?:W\/)?"(\d{1,10})(?:\.[^"]*)?"\s*(?=,|$)/g)].map(([, version]) => Number(version))
}
