import type { GroupWeek } from '#shared/schemas/attendance'
import { collationOf } from '#shared/utils/collation'
import { addDays, localToday, startOfWeek, type LocalDate } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { asStaff, groupsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { figuresRange } from './figures-range'
import { tookPlace } from './took-place'

/** The one statement behind `groupWeek` and `groupMonth`; no row when the group is not in sight. */
function groupDaysSql(viewerCtx: TenantContext<Viewer>, groupId: string, from: LocalDate, to: LocalDate): Sql {
  const ctx = asStaff(viewerCtx)
  const tenant = ctx.tenant.id
  const { first, last } = figuresRange(ctx, {})
  const collation = raw(`"${collationOf(ctx.tenant.locale)}"`)
  return sql`
    WITH days AS MATERIALIZED (SELECT ${first} AS first, ${last} AS last),
    held AS MATERIALIZED (
      SELECT l.id, l.date, l."startTime", l."endTime", l.kind, l.status, l."takenAt" FROM lessons l
      WHERE l."tenantId" = ${tenant}::uuid AND l."groupId" = ${groupId}::uuid AND l.date BETWEEN ${from}::date AND ${to}::date),
    enrolled AS MATERIALIZED (
      SELECT e."studentId", e."from", e."to" FROM enrolments e
      WHERE e."tenantId" = ${tenant}::uuid AND e."groupId" = ${groupId}::uuid
        AND e."from" <= ${to}::date AND (e."to" IS NULL OR e."to" >= ${from}::date)),
    marked AS MATERIALIZED (
      SELECT m."studentId", m."lessonId", m.status, m."minutesLate" FROM marks m
      WHERE m."tenantId" = ${tenant}::uuid AND m."lessonId" IN (SELECT id FROM held)),
    seats AS MATERIALIZED (
      SELECT e."studentId", h.id AS "lessonId" FROM enrolled e JOIN held h ON e."from" <= h.date AND (e."to" IS NULL OR e."to" >= h.date)
      UNION SELECT lg."studentId", lg."lessonId" FROM lesson_guests lg WHERE lg."tenantId" = ${tenant}::uuid AND lg."lessonId" IN (SELECT id FROM held)
      UNION SELECT "studentId", "lessonId" FROM marked)
    SELECT json_build_object('id', g.id, 'name', g.name, 'branch', json_build_object('id', b.id, 'name', b.name)) AS "group",
      (SELECT COALESCE(json_agg(json_build_object('id', h.id, 'date', h.date, 'startTime', h."startTime", 'endTime', h."endTime",
        'kind', h.kind, 'status', h.status, 'register', CASE WHEN h."takenAt" IS NULL THEN 'open' ELSE 'taken' END)
        ORDER BY h.date, h."startTime", h.id), '[]') FROM held h) AS lessons,
      (SELECT COALESCE(json_agg(json_build_object('id', s.id, 'name', s.name,
        'rate', (
          SELECT count(*) FILTER (WHERE m.status IN ('present', 'late'))::float8 / NULLIF(count(*), 0) FROM marks m, days
          WHERE m."tenantId" = ${tenant}::uuid AND m."studentId" = s.id AND m.date BETWEEN days.first AND days.last
            AND m."groupId" = ${groupId}::uuid AND ${tookPlace}),
        'marks', (
          SELECT COALESCE(json_agg(json_build_object('lessonId', seat."lessonId", 'status', m.status, 'minutesLate', m."minutesLate")), '[]')
          FROM seats seat LEFT JOIN marked m ON m."studentId" = seat."studentId" AND m."lessonId" = seat."lessonId" WHERE seat."studentId" = s.id))
        ORDER BY COALESCE(NULLIF(s."familyName", ''), s.name) COLLATE ${collation}, s."givenName" COLLATE ${collation}, s.id), '[]')
      FROM students s
      WHERE s."tenantId" = ${tenant}::uuid AND s.id IN (SELECT "studentId" FROM enrolled UNION SELECT "studentId" FROM seats)) AS students
    FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
    WHERE g."tenantId" = ${tenant}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(ctx)}`
}

/**
 * A group's lessons of one week and who was there, for its staff.
 * @param day any day of the week; today's when left out
 * @throws DomainError `not_found` when the group is not in sight
 */
export function groupWeek(ctx: TenantContext<Viewer>, groupId: string, day = localToday(ctx.tenant)): Promise<GroupWeek> {
  const monday = startOfWeek(day)
  return groupDays(ctx, groupId, monday, addDays(monday, 6))
}

/**
 * The same of a calendar month.
 * @param month `2026-11`; this month when left out
 * @throws DomainError `not_found` when the group is not in sight
 */
export function groupMonth(ctx: TenantContext<Viewer>, groupId: string, month = localToday(ctx.tenant).slice(0, 7)): Promise<GroupWeek> {
  const first = `${month}-01`
  return groupDays(ctx, groupId, first, addDays(`${addDays(first, 31).slice(0, 7)}-01`, -1))
}

async function groupDays(ctx: TenantContext<Viewer>, groupId: string, from: LocalDate, to: LocalDate): Promise<GroupWeek> {
  const [row] = await db.query<Pick<GroupWeek, 'group' | 'lessons' | 'students'>>(ctx, groupDaysSql(ctx, groupId, from, to))
  if (!row) throw notInSight()
  return { from, to, ...row }
}
