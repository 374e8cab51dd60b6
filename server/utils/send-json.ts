import { hash } from 'node:crypto'
import type { H3Event } from 'h3'

/** RFC 9110 §13.1.2: weak comparison. */
export const matches = (header: string, etag: string) =>
  header.trim() === '*' || header.split(',').some(part => part.trim().replace(/^W\//, '') === etag)

/** Whether the client has what stands under this ETag. */
export function sameAs(event: H3Event, etag: string): boolean {
  const known = requestHeader(event, 'if-none-match')
  return event.method === 'GET' && known !== undefined && matches(known, etag)
}

/** @param version put before the hash, for a resource whose version clients send back in If-Match */
export function etagOf(text: string, version?: number): string {
  const sum = hash('sha1', text, 'base64url')
  return version === undefined ? `"${sum}"` : `"${version}.${sum}"`
}

/**
 * Answers with JSON that only this viewer may keep, under its ETag; 304 when the client has it.
 * @param from where the text comes from, as `Server-Timing` says it
 */
export function sendText(event: H3Event, text: string, etag: string, from: string): string | null {
  setResponseHeader(event, 'content-type', 'application/json')
  if (!getResponseHeader(event, 'cache-control')) setResponseHeader(event, 'cache-control', KEPT_BY.itsReader)
  setResponseHeader(event, 'etag', etag)
  setResponseHeader(event, 'server-timing', `cache;desc=${from}`)
  appendResponseHeader(event, 'vary', SHAPED_BY)
  if (!sameAs(event, etag)) return text
  setResponseStatus(event, 304)
  return null
}

/** Answers with what was worked out for this request alone. */
export function sendJson(event: H3Event, answer: unknown, version?: number): string | null {
  const text = JSON.stringify(answer)
  return sendText(event, text, etagOf(text, version), 'none')
}

/**
 * The versions that `If-Match: "<version>.<hash>", …` takes; undefined when it is not there, or is `*` (RFC 9110 §13.1.1).
 * What is no tag of ours names no version. A tag made weak on the way counts: proxies do that to whatever they compress.
 */
export function ifMatchVersions(event: H3Event): number[] | undefined {
  const header = requestHeader(event, 'if-match')?.trim()
  if (header === undefined || header === '*') return undefined
  return [...header.matchAll(/(?<=^|,)\s*(?:W\/)?"(\d{1,10})(?:\.[^"]*)?"\s*(?=,|$)/g)].map(([, version]) => Number(version))
}
