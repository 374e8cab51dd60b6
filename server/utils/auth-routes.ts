import type { H3Event } from 'h3'
import { notInSight } from '../domain/errors'

/**
 * What of better-auth's own is open. The rest is not: a name is the school's to change and an address its word,
 * there is no sign-up, and where one is signed in at other companies is nobody's business here.
 */
const OPEN = new Map([
  ['sign-in/email', 'POST'], ['sign-out', 'POST'], ['request-password-reset', 'POST'], ['reset-password', 'POST'],
  ['change-password', 'POST'], ['get-session', 'GET'], ['ok', 'GET'],
  ['list-sessions', 'GET'], ['revoke-session', 'POST'], ['revoke-sessions', 'POST'], ['revoke-other-sessions', 'POST'],
])

/**
 * The address below /api/auth as better-auth will read it, dots and all taken out: limits hold for what is called,
 * however it was written.
 * @throws DomainError `not_found` for one that is not open
 */
export function authRoute(event: H3Event): string {
  const { pathname, search } = new URL(event.path, event.context.origin)
  if (OPEN.get(pathname.replace(/^\/api\/auth\//, '')) !== event.method) throw notInSight('There is no such address in the API; see /api/docs.')
  return pathname + search
}
