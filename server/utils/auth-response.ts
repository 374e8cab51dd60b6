import type { H3Event } from 'h3'
import type { Tenant } from '../domain/context'
import { DomainError } from '../domain/errors'
import { recordPasswordSet } from '../domain/people/record-password-set'
import { noticeStarvation } from '../infra/auth/notice-starvation'

/** better-auth answers 401 at sign-in, and 400 to whoever changes their own. */
const WRONG_PASSWORD = new Set([400, 401])

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
 * Hands a request to better-auth under this tenant. A wrong password counts against its account at that address, and
 * against the address; a right one does not.
 * @param path below the origin, such as `/api/auth/sign-in/email`
 * @throws DomainError `too_many`; DatabaseStarved, which counts as no guess
 */
export async function authResponse(event: H3Event, tenant: Tenant, path: string, body: string | undefined): Promise<Response> {
  // PostgreSQL takes no NUL, and better-auth answers its complaint with 500.
  if (body?.includes('\\u0000')) throw new DomainError('bad_json', { status: 400 })
  // Taken before the password is looked at, so that many guesses at the same moment do not all slip through.
  const guess = await takeGuess(event, tenant, path, body)
  await takeReset(event, tenant, path, body)
  const request = new Request(new URL(path, event.context.origin), {
    method: body === undefined ? 'GET' : 'POST', headers: headersOf(event, body), body: body ?? null,
  })
  const response = await noticeStarvation(() => authOf(event, tenant).handler(request), ({ status }) => status >= 500).catch(async (error: unknown) => {
    await guess.giveBack()
    throw error
  })
  if (!WRONG_PASSWORD.has(response.status)) await guess.giveBack()
  if (response.ok && path.startsWith('/api/auth/change-password') && event.context.viewer)
    await recordPasswordSet(tenantContext(event), event.context.viewer.userId)
  return response
}
