import type { DashboardStats } from '#shared/schemas/overview'
import type { MarkCounts } from '#shared/utils/attendance'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { asStaff, groupsInSight, marksInSight, registersInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { countColumns, toSummary } from './counts'
import { tookPlace } from './took-place'

type Row = MarkCounts & Omit<DashboardStats, 'date' | 'attendance'>

/** The one statement behind `dashboardStats`. */
export function dashboardSql(viewerCtx: TenantContext<Viewer>): Sql {
  const ctx = asStaff(viewerCtx)
  const tenant = ctx.tenant.id
  const today = localToday(ctx.tenant)
  return sql`
    SELECT enrolled.students, enrolled.groups, held.lessons, held."registersTaken", held.lessons - held."registersTaken" AS "registersOpen",
      noticed.notices, counts.*
    FROM (
      SELECT count(DISTINCT e."studentId") AS students, count(DISTINCT e."groupId") AS groups
      FROM enrolments e
        JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
        JOIN students s ON s."tenantId" = e."tenantId" AND s.id = e."studentId"
      WHERE e."tenantId" = ${tenant}::uuid AND e."from" <= ${today}::date AND (e."to" IS NULL OR e."to" >= ${today}::date)
        AND s."endedAt" IS NULL AND g."endedAt" IS NULL AND ${groupsInSight(ctx)}) enrolled,
    (
      SELECT count(*) AS lessons, count(l."takenAt") AS "registersTaken" FROM lessons l
      WHERE l."tenantId" = ${tenant}::uuid AND l.date = ${today}::date AND l.status <> 'cancelled' AND ${registersInSight(ctx)}) held,
    (
      SELECT count(DISTINCT n."studentId") AS notices FROM absence_notices n
      WHERE n."tenantId" = ${tenant}::uuid AND n."to" >= ${today}::date AND n."from" <= ${today}::date AND n."withdrawnAt" IS NULL
        AND n."studentId" IN (
          SELECT e."studentId" FROM enrolments e JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
          WHERE e."tenantId" = ${tenant}::uuid AND e."from" <= ${today}::date AND (e."to" IS NULL OR e."to" >= ${today}::date)
            AND ${groupsInSight(ctx)})) noticed,
    (
      SELECT ${countColumns} FROM marks m
      WHERE m."tenantId" = ${tenant}::uuid AND m.date = ${today}::date AND ${marksInSight(ctx)} AND ${tookPlace}) counts`
}

/** What today comes to for a member of staff: of the school, of the own branches, or of the own groups. */
export async function dashboardStats(ctx: TenantContext<Viewer>): Promise<DashboardStats> {
  const [row] = await db.query<Row>(ctx, dashboardSql(ctx))
  if (!row) throw new Error('a statement of aggregates gave no row')
  const { students, groups, lessons, registersTaken, registersOpen, notices } = row
  return { date: localToday(ctx.tenant), students, groups, lessons, registersTaken, registersOpen, notices, attendance: toSummary(row) }
}
