import type { TenantContext } from '../context'
import { type Sql, sql } from '../../infra/db/sql'
import { holdsToday } from './sight'

/** With fewer, who knows the others can tell whose value it is. */
const FEWEST = 5

/**
 * A table for a statement: `compared`, the groups of today of one student with where the middle eight of ten of their
 * students stand by the summary. Groups in which fewer than five were assessed are left out. The summary lies behind a
 * security barrier, which a join is not pushed through: it would read the whole school for each member.
 */
export function comparedGroups(ctx: TenantContext, studentId: string): Sql {
  const tenant = sql`${ctx.tenant.id}::uuid`
  return sql`compared AS MATERIALIZED (
    SELECT g.id, g.name, count(*) AS students, max(p."refreshedAt") AS "refreshedAt",
      percentile_cont(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY p."averageLevel") AS marks
    FROM groups g
    JOIN LATERAL (
      SELECT DISTINCT e."studentId" FROM enrolments e WHERE e."tenantId" = ${tenant} AND e."groupId" = g.id AND ${holdsToday(ctx, 'e')}) member ON true
    CROSS JOIN LATERAL (
      SELECT p."averageLevel", p."refreshedAt" FROM progress_summaries p WHERE p."tenantId" = ${tenant} AND p."studentId" = member."studentId" OFFSET 0) p
    WHERE g."tenantId" = ${tenant} AND g."endedAt" IS NULL AND g.kind = 'class' AND g.id IN (
      SELECT mine."groupId" FROM enrolments mine WHERE mine."tenantId" = ${tenant} AND mine."studentId" = ${studentId}::uuid AND ${holdsToday(ctx, 'mine')})
    GROUP BY g.id, g.name HAVING count(*) >= ${FEWEST}::int)`
}
