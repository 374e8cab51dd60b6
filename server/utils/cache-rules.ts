/** Who may keep an answer, and for how long. */
export const KEPT_BY = {
  /** Its name has the hash of its content. */
  everybodyForAYear: 'public, max-age=31536000, immutable',
  everybodyForAnHour: 'public, max-age=3600',
  everybodyForMinutes: 'public, max-age=300',
  /** Shaped by whoever asks: their own browser alone, and it asks each time whether it is still so. */
  itsReader: 'private, no-cache',
  /** The same for everybody, and asked for anew each time. */
  nobodyUnasked: 'no-cache',
  nobody: 'no-store',
}

/** What an answer to one reader is shaped by. */
export const SHAPED_BY = 'Cookie, Authorization, Accept-Language, X-Tenant-Id'

/** Longer than this a public page is not sent without a look at its content; a change is another key, at once. */
const PAGE_SECONDS = 300
/** Read by the middleware, which puts into `x-gs-vary` what the page depends on, whatever a client sent there. */
const page = { cache: { swr: true, maxAge: PAGE_SECONDS, varies: ['host', 'x-gs-vary'] } }

const kept = (value: string) => ({ headers: { 'cache-control': value } })

/**
 * The headers by route. What is not here says it by what it is: an answer of the API or a page for its reader
 * (server/utils/send-json.ts, server/plugins/30.page-headers.ts); writes, errors and everything else are kept by nobody.
 */
export const CACHE_RULES = {
  '/': page,
  '/news': page,
  '/timetable': page,
  // Another origin may load them too: that is how a CDN's come into a page.
  '/_nuxt/**': { headers: { 'cache-control': KEPT_BY.everybodyForAYear, 'access-control-allow-origin': '*' } },
  '/api/static/**': kept(KEPT_BY.everybodyForAnHour),
  '/api/openapi.json': kept(KEPT_BY.everybodyForMinutes),
  '/api/docs': kept(KEPT_BY.everybodyForMinutes),
  '/api/realtime/**': kept(KEPT_BY.nobody),
  '/api/external/**': kept(KEPT_BY.nobody),
}
