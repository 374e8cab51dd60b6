/** How long a session holds without being used, and how old it gets before using it prolongs it. */
export const SESSION_DAYS = { holds: 30, prolongedAfter: 1 }

export const COOKIE_PREFIX = 'goalschool'
/** Of what better-auth sets; over https it is `Secure` too. */
export const COOKIE_ATTRIBUTES = { httpOnly: true, sameSite: 'lax', path: '/' } as const

export const isSecure = (origin: string): boolean => origin.startsWith('https:')
/** The name that better-auth gives a cookie of ours under this origin. */
export const cookieName = (origin: string, name: 'session_token' | 'dont_remember'): string =>
  `${isSecure(origin) ? '__Secure-' : ''}${COOKIE_PREFIX}.${name}`
