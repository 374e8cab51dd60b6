import { randomUUID } from 'node:crypto'
import type { H3Event } from 'h3'
import { localTimeAt, localToday } from '#shared/utils/local-date'
import { toLocale } from '#shared/utils/negotiate-locale'
import type { Tenant } from '../domain/context'
import { type PublicPage, cacheTag, publicPageAt } from '../domain/public-pages'
import { keyOf } from '../infra/cache/cached'
import { config } from '../infra/config'

declare module 'h3' {
  interface H3EventContext {
    /** The public page that is asked for, and what was taken off the request before the cache saw it. */
    publicPage?: { page: PublicPage, path: string, ifNoneMatch: string | undefined, from: 'kept' | 'rendered' | 'unkept' } | undefined
  }
}

/** Which public page is meant, if it is one. */
export function publicPageOf(event: H3Event): PublicPage | undefined {
  return event.method === 'GET' ? publicPageAt(event.path) : undefined
}

/** The page's address with what of the query shapes it, each part once, always in the same order. */
function canonicalPath(event: H3Event, page: PublicPage): string {
  const given = getQuery(event)
  const known = new URLSearchParams()
  for (const name of [...page.query, 'lang']) {
    const value = name === 'lang' ? toLocale(given.lang) : given[name]
    if (typeof value === 'string') known.set(name, value)
  }
  return known.size > 0 ? `${page.path}?${known}` : page.path
}

/**
 * Makes of a request for a public page the same one that everybody makes: nothing of the reader is left in it, and what
 * the page depends on stands in `x-gs-vary`, by which Nitro's cache tells pages apart.
 */
export async function forEverybody(event: H3Event, tenant: Tenant, page: PublicPage): Promise<void> {
  const { context, node: { req } } = event
  const path = canonicalPath(event, page)
  context.locale = toLocale(getQuery(event).lang) ?? tenant.locale
  context.publicPage = { page, path, ifNoneMatch: req.headers['if-none-match'], from: 'kept' }
  for (const name of ['cookie', 'authorization', 'accept-language', 'if-none-match', 'if-modified-since', 'range']) Reflect.deleteProperty(req.headers, name)
  // Nitro's key is made from this; what is rendered from is set by server/plugins/35.kept-answers.ts.
  req.originalUrl = path

  const values = await context.reads?.read(page.tags)
  if (values) context.reads?.use(event.path, page.tags, 'day', localToday(tenant))
  // With what nobody knows to be current nothing is sent again: Nitro lets a request for a range pass its cache.
  if (!values) {
    context.publicPage.from = 'unkept'
    req.headers.range = 'none'
  }
  req.headers['x-gs-vary'] = values
    ? keyOf([context.origin, tenant, context.locale, useRuntimeConfig().app.buildId, localToday(tenant), values])
    : randomUUID()
}

/** A shared cache that is told of changes may keep a page for longer. */
const TOLD_SECONDS = 3_600
const UNTOLD_SECONDS = 30
const STALE_SECONDS = 30

/** Browsers ask each time; a shared cache need not, but no longer than until the tenant's next day. */
function sharedFor(tenant: Tenant, now = new Date()): string {
  const [hour = 0, minute = 0] = localTimeAt(now, tenant.timeZone).split(':').map(Number)
  const left = Math.max(0, (24 * 60 - hour * 60 - minute) * 60 - now.getUTCSeconds() - ASKER_SECONDS)
  const total = Math.min(left, config().cdnPurge.urls.length > 0 ? TOLD_SECONDS : UNTOLD_SECONDS + STALE_SECONDS)
  const stale = Math.min(total, STALE_SECONDS)
  return `public, max-age=0, must-revalidate, s-maxage=${total - stale}, stale-while-revalidate=${stale}`
}

/** The headers of a public page, over those that Nitro's cache made. */
export function setSharedHeaders(event: H3Event): void {
  const { publicPage, tenant } = event.context
  if (!publicPage || !tenant) return
  const { node: { req, res } } = event
  if (publicPage.ifNoneMatch !== undefined) req.headers['if-none-match'] = publicPage.ifNoneMatch
  res.removeHeader('last-modified')
  setResponseHeader(event, 'server-timing', `page;desc=${publicPage.from}`)
  // On a shared host the header chooses the school.
  setResponseHeader(event, 'vary', 'X-Tenant-Id')
  if (getResponseStatus(event) !== 200) return setResponseHeader(event, 'cache-control', KEPT_BY.nobody)
  setResponseHeader(event, 'cache-control', sharedFor(tenant))
  setResponseHeader(event, 'cache-tag', `${tenant.id},${cacheTag(tenant.id, publicPage.page)}`)
}
