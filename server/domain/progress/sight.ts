import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { groupsOfTeacher, studentsInSight } from '../people/sight'
import { type Sql, sql } from '../../infra/db/sql'

/**
 * Condition over the alias `s` (students): those whose progress the viewer sees. A teacher sees the whole of it for
 * whoever is in an own group today; a substitute and the coach of a guest have the register alone.
 */
export function progressInSight(ctx: TenantContext<Viewer>): Sql {
  const { viewer } = ctx
  const others = studentsInSight({ ...ctx, viewer: { ...viewer, roles: viewer.roles.filter(role => role !== 'teacher') } })
  if (!viewer.roles.includes('teacher')) return others
  return sql`(${others} OR EXISTS (SELECT 1 FROM enrolments e
    WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND e."groupId" IN (${groupsOfTeacher(ctx)}) AND ${holdsToday(ctx, 'e')}))`
}

/** Condition over an alias of enrolments: those of today. */
export function holdsToday(ctx: TenantContext, alias: 'e' | 'mine'): Sql {
  const today = localToday(ctx.tenant)
  return alias === 'e'
    ? sql`(e."from" <= ${today}::date AND (e."to" IS NULL OR e."to" >= ${today}::date))`
    : sql`(mine."from" <= ${today}::date AND (mine."to" IS NULL OR mine."to" >= ${today}::date))`
}

/** Condition over the alias `a` (assessments): those that stand, and were neither corrected nor taken back. */
export const stands = sql`(a.value IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM assessments c WHERE c."tenantId" = a."tenantId" AND c."correctsId" = a.id))`
