import type { H3Event } from 'h3'
import { LRUCache } from 'lru-cache'
import type { Tenant, Viewer } from '../domain/context'
import { tag } from '../domain/tags'
import { loadViewer } from '../domain/people/load-viewer'
import { prolongSession } from '../domain/people/prolong-session'
import { COOKIE_PREFIX, cookieName } from '../infra/auth/session-cookie'
import { signedToken } from '../infra/auth/session-token'
import { type Look, cachedUnder, lookFor } from '../infra/cache/cached'

declare module 'h3' {
  interface H3EventContext {
    /** The credential of this request, and what is kept of whom it stands for; null when it has none that holds. */
    asking?: { given: Credential, token: string, shard: string, look: Look } | null
  }
}

/** Which token a signed credential carries: no more than its signature says, so it never changes. */
const tokens = new LRUCache<string, string>({ max: 20_000 })
/** Whoever sends more cookies than ours has them looked at each time, instead of filling the memory with them. */
const LONGEST_KEPT = 1_000

/** At most so long after a session's own end is it still taken for one that holds. */
const SECONDS = 15
const RIGHTS = [tag.all, tag.people, tag.sessions]
/** What says who asks and what they may see; the tenant's own first. */
export const OF_VIEWERS: readonly string[] = [...new Set([...RIGHTS, ...SIGHT])]

type Credential = ['authorization' | 'cookie', string]

/** The one header that says who asks: a bearer token before a cookie. Another scheme, a proxy's password say, says nothing. */
function credential(event: H3Event): Credential | null {
  const token = bearerToken(event)
  if (token) return token.length < 1_000 ? ['authorization', token] : null
  const cookie = requestHeader(event, 'cookie')
  return cookie?.includes(`${COOKIE_PREFIX}.session_token=`) ? ['cookie', cookie] : null
}

/** What signing in hands out; other text is no question for the database. */
const TOKEN = /^[\w-]{16,128}$/

/** The token as better-auth and its bearer plugin take it: signed in a cookie; in a header signed, in a URL's encoding or not, or by itself. */
function tokenOf(event: H3Event, { id }: Tenant, [kind, text]: Credential): string | null {
  const given = kind === 'cookie'
    ? parseCookies(event)[cookieName(event.context.origin, 'session_token')] ?? ''
    : decoded(text.replace(/^bearer +/i, '').trim())
  const token = kind === 'cookie' || given.includes('.') ? signedToken(id, given) : given
  return token && TOKEN.test(token) ? token : null
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  }
  catch {
    return text
  }
}

/** The token that the request carries, if it is one that this tenant signed. */
function knownToken(event: H3Event, tenant: Tenant, given: Credential): string | null {
  const key = `${tenant.id} ${event.context.origin} ${given.join(' ')}`
  const token = tokens.get(key) ?? tokenOf(event, tenant, given)
  if (token && key.length < LONGEST_KEPT) tokens.set(key, token)
  return token
}

/** Begins to look for who asks, to be called before the generations are looked up: both are then one way to Redis. */
export function lookForViewer(event: H3Event, tenant: Tenant): void {
  const given = credential(event)
  const token = given && knownToken(event, tenant, given)
  const { id: tenantId, shard } = tenant
  // A deploy finds what the build before it left: the number rises with the shape of what is kept.
  event.context.asking = token ? { given, token, shard, look: lookFor({ tenantId, name: 'viewer-3', about: [token, shard] }) } : null
}

/** The viewer of this request, or null: no credential, a forged one, one of another tenant, or one that ended. */
export async function viewerOfRequest(event: H3Event, tenant: Tenant): Promise<Viewer | null> {
  // A tenant may have moved since it was looked for.
  if ((event.context.asking?.shard ?? tenant.shard) !== tenant.shard) lookForViewer(event, tenant)
  const { asking } = event.context
  if (!asking) return null
  const load = () => loadAndProlong(event, tenant, asking.token, asking.given)

  // With them what nearly every answer will ask for next, in one go.
  const values = (await event.context.reads?.read([...RIGHTS, ...SIGHT]))?.slice(0, RIGHTS.length)
  if (!values) return load()
  const viewer = await cachedUnder(values, asking.look, SECONDS, load)
  if (viewer) event.context.rights = { tags: RIGHTS, values }
  return viewer
}

/** A session that is used lives on: once a day its row, and its cookie for whoever has one. */
async function loadAndProlong(event: H3Event, tenant: Tenant, token: string, [kind]: Credential): Promise<Viewer | null> {
  const found = await loadViewer(tenant, token)
  if (!found) return null
  const { viewer, ageing } = found
  if (ageing && !(kind === 'cookie' && endsWithBrowser(event))) {
    prolongSession(tenant, viewer)
    if (kind === 'cookie') sendSessionCookie(event)
  }
  return viewer
}
