import type { H3Event } from 'h3'
import type { Tenant } from '../domain/context'
import { DomainError } from '../domain/errors'

/**
 * Does what a form asks through better-auth's own route, under the same limits, and passes its cookies on.
 * @throws DomainError `too_many`, or with better-auth's code in small letters when it refuses
 */
export async function submitToAuth(event: H3Event, tenant: Tenant, path: string, body: Record<string, string | boolean>): Promise<void> {
  const response = await authResponse(event, tenant, `/api/auth/${path}`, JSON.stringify(body))
  if (!response.ok) {
    const { code } = await response.json().catch(() => ({})) as { code?: unknown }
    throw new DomainError(typeof code === 'string' ? code.toLowerCase() : 'refused', { status: response.status })
  }
  for (const cookie of response.headers.getSetCookie()) appendResponseHeader(event, 'set-cookie', cookie)
}
