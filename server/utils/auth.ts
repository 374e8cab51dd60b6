import type { H3Event } from 'h3'
import { systemContext, type Tenant } from '../domain/context'
import { mailOrigin } from '../domain/schools/mail-origin'
import { recordPasswordSet } from '../domain/people/record-password-set'
import { echoOf } from '../domain/events/emit'
import { sendPasswordReset } from '../domain/people/send-password-reset'
import { tenantAuth, type TenantAuth } from '../infra/auth/tenant-auth'

/** The sign-in of this tenant, bound to the origin of this request. */
export function authOf(event: H3Event, tenant: Tenant): TenantAuth {
  const { origin } = event.context
  return tenantAuth({ tenant }, origin, {
    resetAsked: async (to, token) => sendPasswordReset(tenant, to, `${await mailOrigin(tenant, origin)}/reset-password?token=${encodeURIComponent(token)}`),
    passwordReset: (userId, requestId) => recordPasswordSet(systemContext(tenant, requestId), userId),
    echoes: (model, operation) => ENDS.test(operation) && model === 'Session' ? echoOf({ tenant }, { name: 'session.ended', payload: {} }) : null,
  })
}

const ENDS = /^(?:delete|update)/
