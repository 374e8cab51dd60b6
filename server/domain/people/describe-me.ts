import type { Me } from '#shared/schemas/me'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { publicView } from '../schools/public-view'
import { childrenOf } from './children-of'
import { listOtherSchools } from './list-other-schools'

/** Who asks, at which tenant, and their children; without a viewer just the tenant. */
export async function describeMe(ctx: TenantContext): Promise<Me> {
  const { tenant, viewer, locale } = ctx
  const [children, otherSchools] = await Promise.all([
    viewer?.roles.includes('parent') ? childrenOf(ctx, viewer.userId) : [],
    viewer ? listOtherSchools(ctx, viewer.userId) : [],
  ])
  return {
    user: viewer && {
      id: viewer.userId, name: viewer.name, email: viewer.email, roles: viewer.roles, locale: viewer.locale,
      otherSchools: otherSchools.map(({ host, name }) => ({ host, name })),
    },
    tenant: publicView(tenant),
    today: localToday(tenant),
    locale, children,
    ...(viewer?.studentId ? { studentId: viewer.studentId } : {}),
  }
}
