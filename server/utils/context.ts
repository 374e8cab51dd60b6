import type { H3Event } from 'h3'
import { DomainError } from '../domain/errors'
import type { Tenant, TenantContext, Viewer } from '../domain/context'
import type { Locale } from '#shared/schemas/tenant'

declare module 'h3' {
  interface H3EventContext {
    requestId: string
    /** Scheme and host as the client sees them. */
    origin: string
    /** The client's network, also while a page of theirs renders. */
    client: () => string
    /** True for the calls that a server render makes to this same process. */
    internal: boolean
    tenant: Tenant | null
    viewer: Viewer | null
    locale: Locale
  }
}

/** The context of this request, viewer or not. */
export function tenantContext(event: H3Event): TenantContext {
  const { tenant, viewer, locale, requestId } = event.context
  if (!tenant)
    throw new DomainError('tenant_required', { status: 400, detail: 'Say which school is meant: use its own address, or the header x-tenant-id with its slug.' })
  return { tenant, viewer, locale, requestId }
}

/** The context of a request that only a signed-in person may make. */
export function viewerContext(event: H3Event): TenantContext<Viewer> {
  const { viewer, ...rest } = tenantContext(event)
  if (!viewer) throw new DomainError('not_signed_in', { detail: 'Sign in first.' })
  return { viewer, ...rest }
}
