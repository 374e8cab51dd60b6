import type { H3Event } from 'h3'
import { LRUCache } from 'lru-cache'
import type { Tenant, Viewer } from '../domain/context'
import { loadViewer } from '../domain/people/load-viewer'

// What better-auth checked and found: which session a signed cookie or token stands for. That the session still
// holds is asked of the database each time, so a revoked one is refused at once.
const MINUTES = 5
const sessions = new LRUCache<string, string>({ max: 20_000, ttl: MINUTES * 60_000 })

function credential(event: H3Event): string | null {
  const bearer = getRequestHeader(event, 'authorization')
  if (bearer) return bearer.length < 1_000 ? bearer : null
  const cookie = getRequestHeader(event, 'cookie')
  return cookie?.includes('goalschool.session_token=') ? cookie : null
}

/** The viewer of this request, or null: no credential, a forged one, one of another tenant, or one that ended. */
export async function viewerOfRequest(event: H3Event, tenant: Tenant): Promise<Viewer | null> {
  const given = credential(event)
  if (!given) return null
  const key = `${tenant.id} ${given}`
  const known = sessions.get(key)
  if (known) return loadViewer(tenant, known)

  const { response, headers } = await authOf(event, tenant).api.getSession({ headers: event.headers, returnHeaders: true })
  if (!response) return null
  // A session that is used lives on: better-auth sends its cookie anew once a day.
  for (const cookie of headers.getSetCookie()) appendResponseHeader(event, 'set-cookie', cookie)
  sessions.set(key, response.session.id)
  return loadViewer(tenant, response.session.id)
}
