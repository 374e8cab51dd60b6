import type { H3Event } from 'h3'
import type { Tenant } from '../domain/context'
import { DomainError } from '../domain/errors'
import { recordPasswordSet } from '../domain/people/record-password-set'
import { noticeStarvation } from '../infra/auth/notice-starvation'
import { resetRequests, signInFailures } from '../infra/limits/limits'

/** better-auth answers 401 at sign-in, and 400 to whoever changes their own. */
const WRONG_PASSWORD = new Set([400, 401])

const tooMany = (seconds: number) => new DomainError('too_many', {
  detail: `Too many attempts; try again in ${Math.ceil(seconds / 60)} minutes.`, data: { retryAfter: seconds },
})

function emailIn(body: string | undefined): string {
  try {
    const parsed = JSON.parse(body ?? '') as { email?: unknown } | null
    return typeof parsed?.email === 'string' ? parsed.email.trim().toLowerCase().slice(0, 320) : ''
  }
  catch {
    return ''
  }
}

/** Whose password the request says it knows, for the count of failures; null when it names no password. */
function guessOf(event: H3Event, tenant: Tenant, path: string, email: string): string | null {
  if (path.startsWith('/api/auth/sign-in/')) return `${tenant.id} ${email} ${clientAddress(event)}`
  // Whoever found a device signed in does not know the password yet.
  if (path.startsWith('/api/auth/change-password')) return `${tenant.id} ${event.context.viewer?.userId} ${clientAddress(event)}`
  return null
}

/** The request's headers as better-auth may believe them: it takes the first address of `x-forwarded-for` for the client's. */
function headersOf(event: H3Event, body: string | undefined): Headers {
  const headers = new Headers(event.headers)
  // Only the tenant's own origin is trusted, and a script of ours says so; a client that is no browser sends none.
  if (!headers.has('origin')) headers.set('origin', event.context.origin)
  if (body !== undefined) headers.set('content-type', 'application/json')
  headers.set('x-forwarded-for', clientAddress(event))
  headers.set('x-request-id', event.context.requestId)
  headers.delete('content-length')
  return headers
}

/**
 * Hands a request to better-auth under this tenant. Five wrong passwords of one account from one address in a
 * quarter of an hour are the most; right ones do not count.
 * @param path below the origin, such as `/api/auth/sign-in/email`
 * @throws DomainError `too_many`; DatabaseStarved, which counts as no guess
 */
export async function authResponse(event: H3Event, tenant: Tenant, path: string, body: string | undefined): Promise<Response> {
  // PostgreSQL takes no NUL, and better-auth answers its complaint with 500.
  if (body?.includes('\\u0000')) throw new DomainError('bad_json', { status: 400 })
  const email = emailIn(body)
  const guess = guessOf(event, tenant, path, email)
  if (guess) {
    // Taken before the password is looked at, so that many guesses at the same moment do not all slip through.
    const wait = await signInFailures.take(guess)
    if (wait !== null) throw tooMany(wait)
  }
  if (path.startsWith('/api/auth/request-password-reset')) {
    const wait = await resetRequests.take(`${tenant.id} ${email}`)
    if (wait !== null) throw tooMany(wait)
  }
  const request = new Request(new URL(path, event.context.origin), {
    method: body === undefined ? 'GET' : 'POST', headers: headersOf(event, body), body: body ?? null,
  })
  const response = await noticeStarvation(() => authOf(event, tenant).handler(request), ({ status }) => status >= 500).catch(async (error: unknown) => {
    if (guess) await signInFailures.giveBack(guess)
    throw error
  })
  if (guess && !WRONG_PASSWORD.has(response.status)) await signInFailures.giveBack(guess)
  if (response.ok && path.startsWith('/api/auth/change-password') && event.context.viewer)
    await recordPasswordSet(tenantContext(event), event.context.viewer.userId)
  return response
}
