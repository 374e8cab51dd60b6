import type { Locale, Role, TenantSettings } from '#shared/schemas/tenant'

export interface Tenant {
  id: string
  slug: string
  name: string
  vocabulary: 'school' | 'academy'
  timeZone: string
  locale: Locale
  brandColour: string
  about: string
  region: string
  shard: string
  settings: TenantSettings
}

/** The signed-in person of one request, with every right they hold now. */
export interface Viewer {
  userId: string
  sessionId: string
  name: string
  email: string
  roles: Role[]
  /** The branches that a manager answers for. */
  branchIds: string[]
  /** The record of a viewer who is a student. */
  studentId: string | null
  locale: Locale | null
  /** The schools that they have noted, to switch to. */
  otherSchools: { host: string, name: string }[]
}

/** Who asks, for which tenant, in which language: the first argument of every verb. */
export interface TenantContext<V extends Viewer | null = Viewer | null> {
  tenant: Tenant
  viewer: V
  locale: Locale
  requestId: string
}

/** A context without a viewer, for the command line and for jobs. */
export function systemContext(tenant: Tenant, requestId = 'system'): TenantContext<null> {
  return { tenant, viewer: null, locale: tenant.locale, requestId }
}
