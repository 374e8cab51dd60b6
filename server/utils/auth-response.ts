import type { H3Event } from 'h3'
import type { Tenant } from '../domain/context'
import { DomainError } from '../domain/errors'
import { resetRequests, signInFailures } from '../infra/limits/limits'

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

/**
 * Hands a request to better-auth under this tenant. Five failed sign-ins of one account from one address in a
 * quarter of an hour are the most; successes do not count.
 * @param path below the origin, such as `/api/auth/sign-in/email`
 * @throws DomainError `too_many`
 */
export async function authResponse(event: H3Event, tenant: Tenant, path: string, body: string | undefined): Promise<Response> {
  const signIn = path.startsWith('/api/auth/sign-in/')
  const account = `${tenant.id} ${emailIn(body)}`
  const attempt = `${account} ${clientAddress(event)}`
  if (signIn) {
    // Taken before the password is looked at, so that many guesses at the same moment do not all slip through.
    const wait = await signInFailures.take(attempt)
    if (wait !== null) throw tooMany(wait)
  }
  if (path.startsWith('/api/auth/request-password-reset')) {
    const wait = await resetRequests.take(account)
    if (wait !== null) throw tooMany(wait)
  }
  const headers = new Headers(event.headers)
  // Only the tenant's own origin is trusted, and a script of ours says so; a client that is no browser sends none.
  if (!headers.has('origin')) headers.set('origin', event.context.origin)
  if (body !== undefined) headers.set('content-type', 'application/json')
  headers.delete('content-length')
  const response = await authOf(event, tenant).handler(new Request(new URL(path, event.context.origin), {
    method: body === undefined ? 'GET' : 'POST', headers, body: body ?? null,
  }))
  if (signIn && response.status !== 401) await signInFailures.giveBack(attempt)
  return response
}
