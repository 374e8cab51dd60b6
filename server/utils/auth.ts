import type { H3Event } from 'h3'
import type { Tenant } from '../domain/context'
import { sendPasswordReset } from '../domain/people/send-password-reset'
import { tenantAuth, type TenantAuth } from '../infra/auth/tenant-auth'

/** The sign-in of this tenant, bound to the origin of this request. */
export function authOf(event: H3Event, tenant: Tenant): TenantAuth {
  const { origin } = event.context
  return tenantAuth({ tenant }, origin, {
    passwordReset: (to, token) => sendPasswordReset(tenant, to, `${origin}/reset-password?token=${encodeURIComponent(token)}`),
  })
}
