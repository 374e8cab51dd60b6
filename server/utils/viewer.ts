import type { H3Event } from 'h3'
import { LRUCache } from 'lru-cache'
import type { Tenant, Viewer } from '../domain/context'
import { tag } from '../domain/tags'
import { loadViewer } from '../domain/people/load-viewer'
import { noticeStarvation } from '../infra/auth/notice-starvation'
import { cachedUnder } from '../infra/cache/cached'

// What better-auth checked and found: which session a signed cookie or token stands for. Whether the session still
// holds, and what its owner may do, is asked again as soon as a session ends or a person changes.
const MINUTES = 5
const sessions = new LRUCache<string, string>({ max: 20_000, ttl: MINUTES * 60_000 })

/** At most so long after a session's own end is it still taken for one that holds. */
const SECONDS = 15
const RIGHTS = [tag.all, tag.people, tag.sessions]

async function known(event: H3Event, tenant: Tenant, sessionId: string): Promise<Viewer | null> {
  // With them what nearly every answer will ask for next, in one go.
  const values = (await event.context.reads?.read([...RIGHTS, ...SIGHT]))?.slice(0, RIGHTS.length)
  if (!values) return loadViewer(tenant, sessionId)
  const viewer = await cachedUnder(values, { tenantId: tenant.id, name: 'viewer', about: [sessionId, tenant.shard], seconds: SECONDS }, () => loadViewer(tenant, sessionId))
  if (viewer) event.context.rights = { tags: RIGHTS, values }
  return viewer
}

type Credential = ['authorization' | 'cookie', string]

/** The one header that says who asks: a bearer token before a cookie. Another scheme, a proxy's password say, says nothing. */
function credential(event: H3Event): Credential | null {
  const token = bearerToken(event)
  if (token) return token.length < 1_000 ? ['authorization', token] : null
  const cookie = requestHeader(event, 'cookie')
  return cookie?.includes('goalschool.session_token=') ? ['cookie', cookie] : null
}

/** The viewer of this request, or null: no credential, a forged one, one of another tenant, or one that ended. */
export async function viewerOfRequest(event: H3Event, tenant: Tenant): Promise<Viewer | null> {
  const given = credential(event)
  if (!given) return null
  const key = `${tenant.id} ${given.join(' ')}`
  const sessionId = sessions.get(key)
  if (sessionId) return known(event, tenant, sessionId)

  // Shown that header alone: a session found by anything else would be kept under a key that others can send too.
  const { response, headers } = await noticeStarvation(() =>
    authOf(event, tenant).api.getSession({ headers: new Headers([given]), returnHeaders: true }))
  if (!response) return null
  // A session that is used lives on: better-auth sends its cookie anew once a day, to whoever has one.
  if (given[0] === 'cookie') for (const cookie of headers.getSetCookie()) appendResponseHeader(event, 'set-cookie', cookie)
  sessions.set(key, response.session.id)
  return known(event, tenant, response.session.id)
}
