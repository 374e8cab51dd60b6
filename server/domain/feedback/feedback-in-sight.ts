import { localToday } from '#shared/utils/local-date'
import type { Role } from '#shared/schemas/tenant'
import type { TenantContext, Viewer } from '../context'
import { groupsOfTeacher } from '../people/sight'
import { ids, join, type Sql, sql } from '../../infra/db/sql'

/**
 * Condition over the alias `s` (students): those whose feedback the viewer reads and writes as staff. Narrower than
 * `studentsInSight`: a substitute has a register and its contacts, and a branch that a child has left has its marks;
 * neither has what colleagues wrote about the child.
 * @param roles with which of the viewer's roles; by default with all that work with children
 */
export function feedbackInSight({ viewer, tenant, ...ctx }: TenantContext<Viewer>, roles: readonly Role[] = ['admin', 'manager', 'teacher']): Sql {
  const holds = (role: Role) => roles.includes(role) && viewer.roles.includes(role)
  const today = localToday(tenant)
  if (holds('admin')) return sql`true`
  const conditions: Sql[] = [sql`false`]
  if (holds('manager') && viewer.branchIds.length > 0) {
    conditions.push(sql`EXISTS (SELECT 1 FROM enrolments e JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
      WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND g."branchId" = ANY(${ids(viewer.branchIds)})
        AND (e."to" IS NULL OR e."to" >= ${today}::date))`)
  }
  if (holds('teacher')) {
    conditions.push(sql`EXISTS (SELECT 1 FROM enrolments e
      WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND e."groupId" IN (${groupsOfTeacher({ ...ctx, viewer, tenant })})
        AND e."from" <= ${today}::date AND (e."to" IS NULL OR e."to" >= ${today}::date))`)
  }
  return sql`(${join(conditions, ' OR ')})`
}
