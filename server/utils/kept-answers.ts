import type { IncomingMessage } from 'node:http'
import type { H3Event } from 'h3'
import type { Tenant, Viewer } from '../domain/context'
import { publicPageAt } from '../domain/public-pages'
import { isCurrent } from '../domain/schools/directory'
import { generations, memory } from '../infra/cache/room'
import { answersFrom } from '../infra/metrics'
import { type Clock, clockStamp } from './clock-and-sight'
import { originOf, requestIdOf } from './request-origin'
import { matches } from './send-json'

/** Who asked, in which language, and until when that is believed without another look. */
interface Asker {
  tenant: Tenant
  viewer: Viewer | null
  locale: string
  /** What the viewer's rights were read under. */
  tags: readonly string[]
  values: readonly string[]
  endsAt: number
}

/** An answer as it goes out: text would be encoded, and joined with its headers, each time anew. */
interface KeptAnswer {
  body: Buffer
  /** Names and values by turns, without the request's id. */
  headers: string[]
  etag: string
  /** Of the metrics. */
  name: string
  route: string
  asker: Asker
  tags: readonly string[]
  values: readonly string[]
  clocks: readonly [Clock, string][]
}

declare module 'h3' {
  interface H3EventContext {
    /** Under what the rights of this request's viewer were read; undefined for a credential that stands for nobody. */
    rights?: { tags: readonly string[], values: readonly string[] } | undefined
    /** The answer may be kept, and this is its name in the metrics. */
    keepAs?: string
  }
}

const SECONDS = 3_600
export const ASKER_SECONDS = 5
/** Set by one page for the next and read once: whoever has one gets a page of their own. */
const ONE_TIME = 'goalschool.flash='
/** Of one answer alone. */
const OWN = new Set(['x-request-id', 'server-timing', 'date', 'content-length', 'connection', 'keep-alive'])

/** All of a request that an answer is shaped by, or null where none may be kept. */
function signatureOf({ method, headers, url = '' }: IncomingMessage, origin: string): string | null {
  if (method !== 'GET' || headers.range !== undefined) return null
  const place = `kept ${url}\n${origin}\n${given(headers['x-tenant-id'])}`
  if (publicPageAt(url)) return place
  if (headers.cookie?.includes(ONE_TIME)) return null
  return `${place}\n${given(headers.authorization)}\n${given(headers.cookie)}\n${given(headers['accept-language'])}`
}

/** Not the same for a header that is not there, an empty one, and one that says so. No header has a line break. */
const given = (value: string | string[] | undefined) => value === undefined ? '' : `=${String(value)}`

const isNow = (clocks: KeptAnswer['clocks'], tenant: Tenant) => clocks.every(([clock, stamp]) => clockStamp(clock, tenant) === stamp)
const same = (a: readonly string[], b: readonly string[]) => a.every((value, index) => value === b[index])
const text = ({ tenant, viewer, locale }: Asker) => JSON.stringify([tenant, viewer, locale])
const find = (key: string | null) => key === null ? undefined : memory().get(key) as KeptAnswer | undefined
const put = (key: string, kept: KeptAnswer) => memory().set(key, kept, kept.body.length / 2, SECONDS)

/** What the same request got a moment ago, before anything is asked: who asks is known from then. */
export async function knownAnswer({ node: { req } }: H3Event): Promise<KeptAnswer | null> {
  const kept = find(signatureOf(req, originOf(req)))
  if (!kept) return null
  const { asker, tags, values } = kept
  if (asker.endsAt < Date.now() || !isCurrent(asker.tenant) || !isNow(kept.clocks, asker.tenant)) return null
  const looked = generations().read(asker.tenant.id, [...asker.tags, ...tags])
  const now = looked instanceof Promise ? await looked : looked
  return now && same(asker.values, now) && same(values, now.slice(asker.tags.length)) ? kept : null
}

/** What the same request got at an earlier visit, once it is known anew who asks, if nothing it was made from has changed. */
export async function keptAnswer(event: H3Event): Promise<KeptAnswer | null> {
  const key = signatureOf(event.node.req, event.context.origin)
  const kept = find(key)
  const asker = askerOf(event)
  if (!kept || !asker || key === null || text(asker) !== text(kept.asker) || !isNow(kept.clocks, asker.tenant)) return null
  const now = await event.context.reads?.read(kept.tags)
  if (!now || !same(kept.values, now)) return null
  put(key, { ...kept, asker })
  return kept
}

function askerOf({ context }: H3Event): Asker | null {
  const { tenant, viewer, locale, publicPage } = context
  const rights = publicPage ? { tags: [], values: [] } : context.rights
  return tenant && rights ? { tenant, viewer, locale, ...rights, endsAt: Date.now() + ASKER_SECONDS * 1_000 } : null
}

/** Marks an answer as one to keep for whoever asks the same again. @returns the reason where it was shaped by something that no tag stands for */
export function markKept(event: H3Event, name: string): string | null {
  const { reads } = event.context
  if (!reads || !askerOf(event)) return 'viewer'
  if (reads.unknown) return reads.unknown.split('?')[0] ?? 'untagged'
  if (reads.sources.tags.length === 0) return 'nothing'
  if (getResponseHeader(event, 'set-cookie')) return 'cookie'
  if (/no-store/.test(String(getResponseHeader(event, 'cache-control')))) return 'no-store'
  event.context.keepAs = name
  return null
}

/** Keeps a marked answer when nothing more will be set on it. */
export function keepAnswer(event: H3Event, body: string): void {
  const { context: { keepAs: name, reads, origin, matchedRoute }, node: { req, res } } = event
  const key = signatureOf(req, origin)
  const asker = askerOf(event)
  if (!name || key === null || !asker || !reads || res.hasHeader('set-cookie')) return
  const bytes = Buffer.from(body)
  const own = [...name === 'page' ? ['server-timing', 'page;desc=kept'] : ['server-timing', 'cache;desc=memory'], 'content-length', String(bytes.length)]
  const headers = Object.entries(res.getHeaders()).flatMap(([header, value]) => OWN.has(header) ? [] : [header, String(value)]).concat(own)
  put(key, { body: bytes, headers, etag: String(res.getHeader('etag')), name, route: matchedRoute?.path ?? '/**', asker, ...reads.sources, clocks: [...reads.clocks] })
}

/** Sends it once more; 304 to whoever has it. @returns the status */
export function sendKept({ node: { req, res } }: H3Event, { name, body, headers, etag }: KeptAnswer): 200 | 304 {
  answersFrom.inc({ name, from: 'kept' })
  const known = req.headers['if-none-match']
  const status = known !== undefined && matches(known, etag) ? 304 : 200
  // Its last pair is the length of the body.
  res.writeHead(status, [...status === 304 ? headers.slice(0, -2) : headers, 'x-request-id', requestIdOf(req)])
  res.end(status === 304 ? undefined : body)
  return status
}
