import type { H3Event } from 'h3'
import { COOKIE_ATTRIBUTES, cookieName, isSecure, SESSION_DAYS } from '../infra/auth/session-cookie'

/** Whether somebody signed in for as long as the browser is open, and no longer. */
export const endsWithBrowser = (event: H3Event): boolean => cookieName(event.context.origin, 'dont_remember') in parseCookies(event)

/** Sends the session's cookie as it came, to be kept for as long as the session now holds. */
export function sendSessionCookie(event: H3Event): void {
  const { origin } = event.context
  const name = cookieName(origin, 'session_token')
  setCookie(event, name, parseCookies(event)[name] ?? '', { ...COOKIE_ATTRIBUTES, secure: isSecure(origin), maxAge: SESSION_DAYS.holds * 86_400 })
}
