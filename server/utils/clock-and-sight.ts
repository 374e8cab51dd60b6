import { localToday } from '#shared/utils/local-date'
import type { Tenant, TenantContext } from '../domain/context'
import { tag } from '../domain/tags'

/** What decides which tags a viewer's answers have. */
export const SIGHT: readonly string[] = [tag.all, tag.people, tag.lessons]

/** An answer that the clock makes old: with the tenant's day, or with the minute. */
export type Clock = 'day' | 'minute'

/** What the clock shows for a tenant; another stamp means that what was kept is old. */
export function clockStamp(clock: Clock, tenant: Tenant, now = Date.now()): string {
  return clock === 'day' ? localToday(tenant, new Date(now)) : String(Math.floor(now / 60_000))
}

/** Whose answer it is: nobody's in particular, that of all who see the same rows, or one person's. */
export function sightOf({ viewer }: TenantContext, shared: boolean): string {
  if (!viewer) return 'anyone'
  const [role, ...others] = viewer.roles
  if (shared && others.length === 0) {
    if (role === 'admin') return 'admin'
    if (role === 'manager') return `manager ${[...viewer.branchIds].sort().join()}`
  }
  return `${viewer.userId} ${[...viewer.roles].sort().join()}`
}
