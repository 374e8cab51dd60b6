import type { Tenant, TenantContext, Viewer } from '../context'
import { isManager, isStaff } from '../people/policy'
import { groupsOfTeacher } from '../people/sight'
import { ids, join, type Sql, sql } from '../../infra/db/sql'

/** Plans lessons at all: managers, and teachers unless the tenant keeps it to managers. */
export const plansLessons = (viewer: Viewer, tenant: Tenant) =>
  isManager(viewer) || (isStaff(viewer) && tenant.settings.teachersPlanLessons)

/** Answers for a branch as its manager, or for all of them. */
export const managesBranch = (viewer: Viewer, branchId: string) =>
  viewer.roles.includes('admin') || (viewer.roles.includes('manager') && viewer.branchIds.includes(branchId))

/** Condition over the alias `g` (groups): those whose lessons the viewer may plan. A substitute's are not among them. */
export function groupsToPlan(ctx: TenantContext<Viewer>): Sql {
  const { viewer, tenant } = ctx
  if (viewer.roles.includes('admin')) return sql`true`
  const conditions: Sql[] = [sql`false`]
  if (viewer.roles.includes('manager')) conditions.push(sql`g."branchId" = ANY(${ids(viewer.branchIds)})`)
  if (viewer.roles.includes('teacher') && tenant.settings.teachersPlanLessons) conditions.push(sql`g.id IN (${groupsOfTeacher(ctx)})`)
  return sql`(${join(conditions, ' OR ')})`
}

/** Condition over the alias `g`: the groups that the viewer leads today. */
export const groupsLed = (ctx: TenantContext<Viewer>): Sql => sql`g.id IN (${groupsOfTeacher(ctx)} AND a.role = 'lead')`
