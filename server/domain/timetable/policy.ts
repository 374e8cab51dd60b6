import type { TenantContext, Viewer } from '../context'
import { ids, join, type Sql, sql } from '../../infra/db/sql'
import { groupsOfTeacher } from '../people/sight'

/** Condition over the alias `b` (branches): those that the viewer answers for. */
export function branchesManaged({ viewer }: TenantContext<Viewer>): Sql {
  if (viewer.roles.includes('admin')) return sql`true`
  return viewer.roles.includes('manager') ? sql`b.id = ANY(${ids(viewer.branchIds)})` : sql`false`
}

/** Condition over the alias `g` (groups): those of branches that the viewer answers for. */
export function groupsManaged({ viewer }: TenantContext<Viewer>): Sql {
  if (viewer.roles.includes('admin')) return sql`true`
  return viewer.roles.includes('manager') ? sql`g."branchId" = ANY(${ids(viewer.branchIds)})` : sql`false`
}

/** Condition over the alias `b` (branches): those whose timetable staff read, a teacher that of the branches of own groups. */
export function branchesRead(ctx: TenantContext<Viewer>): Sql {
  const conditions = [branchesManaged(ctx)]
  if (ctx.viewer.roles.includes('teacher'))
    conditions.push(sql`b.id IN (SELECT g."branchId" FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id IN (${groupsOfTeacher(ctx)}))`)
  return sql`(${join(conditions, ' OR ')})`
}
