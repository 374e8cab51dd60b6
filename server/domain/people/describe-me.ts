import type { Me } from '#shared/schemas/me'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { publicView } from '../schools/public-view'
import { familyOf } from './family-of'

/** Who asks, at which tenant, their children, and the schools that they switch between; without a viewer just the tenant. */
export async function describeMe(ctx: TenantContext): Promise<Me> {
  const { tenant, viewer, locale } = ctx
  const { children, withheld } = await familyOf(ctx, viewer)
  return {
    user: viewer && toUser(viewer),
    tenant: publicView(tenant),
    today: localToday(tenant),
    locale, children,
    ...(viewer?.studentId ? { studentId: viewer.studentId } : {}),
    ...(withheld.length > 0 ? { withheld } : {}),
  }
}

const toUser = ({ userId: id, name, email, roles, locale, otherSchools }: Viewer) => ({ id, name, email, roles, locale, otherSchools })
