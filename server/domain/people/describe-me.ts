import type { Me } from '#shared/schemas/me'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { publicView } from '../schools/public-view'
import { childrenOf } from './children-of'

/** Who asks, at which tenant, and their children; without a viewer just the tenant. */
export async function describeMe(ctx: TenantContext): Promise<Me> {
  const { tenant, viewer, locale } = ctx
  const children = viewer?.roles.includes('parent') ? await childrenOf(ctx, viewer.userId) : []
  return {
    user: viewer && { id: viewer.userId, name: viewer.name, email: viewer.email, roles: viewer.roles, locale: viewer.locale },
    tenant: publicView(tenant),
    today: localToday(tenant),
    locale, children,
    ...(viewer?.studentId ? { studentId: viewer.studentId } : {}),
  }
}
