import type { Me } from '#shared/schemas/me'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { publicView } from '../schools/public-view'
import { familyAndSchools } from './family-and-schools'

/** Who asks, at which tenant, their children, and the schools that they switch between; without a viewer just the tenant. */
export async function describeMe(ctx: TenantContext): Promise<Me> {
  const { tenant, viewer, locale } = ctx
  const { children, withheld, otherSchools } = viewer ? await familyAndSchools(ctx, viewer) : { children: [], withheld: [], otherSchools: [] }
  return {
    user: viewer && { id: viewer.userId, name: viewer.name, email: viewer.email, roles: viewer.roles, locale: viewer.locale, otherSchools },
    tenant: publicView(tenant),
    today: localToday(tenant),
    locale, children,
    ...(viewer?.studentId ? { studentId: viewer.studentId } : {}),
    ...(withheld.length > 0 ? { withheld } : {}),
  }
}
