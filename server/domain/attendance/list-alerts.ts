import type { AttendanceAlerts, AttendanceAlertsQuery } from '#shared/schemas/attendance'
import { toPage } from '#shared/schemas/paging'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { asStaff, marksInSight, studentsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { marksOfCancelled } from './counted-marks'
import { figuresRange } from './figures-range'
import { notTakenOn, takenInSight } from './taken-alerts'
import { tookPlace } from './took-place'

interface Row extends Pick<AttendanceAlerts, 'data' | 'taken' | 'takenTotal'> { total: number }

/** With fewer marks a rate says nothing. */
const MARKS_OF_A_RATE = 5

/**
 * The one statement behind `listAlerts`. A row of absences is looked up from each student's end: the last attended
 * day by the index on their marks, then the missed days after it; so it costs the same however long the history is.
 * @param whose a condition over the alias `s` (students): by default those whom nobody has taken on
 */
export function alertsSql(viewerCtx: TenantContext<Viewer>, query: AttendanceAlertsQuery, whose?: Sql): Sql {
  const ctx = asStaff(viewerCtx)
  const { id: tenant, settings, locale } = ctx.tenant
  const today = localToday(ctx.tenant)
  const { first, last } = figuresRange(ctx, {})
  const counts = sql`m."tenantId" = ${tenant}::uuid AND ${marksInSight(ctx)} AND ${tookPlace}`
  const collation = raw(`"${collationOf(locale)}"`)
  // As COALESCE it would not be looked up by the index: row-level security does not take that for leakproof.
  const lastAttended = sql`CASE WHEN attended.date IS NULL THEN '-infinity'::date ELSE attended.date END`
  return sql`
    WITH days AS MATERIALIZED (SELECT ${first} AS first, ${last} AS last),
    enrolled AS MATERIALIZED (
      SELECT s.id, s.name, COALESCE(NULLIF(s."familyName", ''), s.name) AS family, s."givenName"
      FROM students s
      WHERE s."tenantId" = ${tenant}::uuid AND s."endedAt" IS NULL AND ${studentsInSight(ctx)} AND ${whose ?? notTakenOn(ctx)}
        AND EXISTS (SELECT 1 FROM enrolments e WHERE e."tenantId" = ${tenant}::uuid AND e."studentId" = s.id
          AND e."from" <= ${today}::date AND (e."to" IS NULL OR e."to" >= ${today}::date))),
    consecutive AS (
      SELECT s.*, missed.days::float8 AS value, missed.since
      FROM enrolled s
        LEFT JOIN LATERAL (
          SELECT m.date FROM marks m
          WHERE m."studentId" = s.id AND m.status IN ('present', 'late') AND ${counts}
          ORDER BY m.date DESC LIMIT 1) attended ON true
        CROSS JOIN LATERAL (
          SELECT count(DISTINCT m.date) AS days, min(m.date) AS since FROM marks m
          WHERE m."studentId" = s.id AND m.status = 'absent' AND m.date > ${lastAttended} AND ${counts}) missed
      WHERE missed.days >= ${settings.absencesInARow}::int),
    rated AS (${rates(ctx)}),
    alerts AS (
      SELECT 0 AS rank, 'consecutive' AS kind, c.id, c.name, c.family, c."givenName", c.value, c.since, -c.value AS urgency FROM consecutive c
      UNION ALL
      SELECT 1, 'rate', r.id, r.name, r.family, r."givenName", r.value, days.first, r.value FROM rated r, days WHERE r.value < ${settings.rateThreshold}::float8),
    page AS (
      SELECT a.kind, json_build_object('id', a.id, 'name', a.name) AS student, a.value, a.since,
        (SELECT m."lessonId" FROM marks m JOIN lessons l ON l."tenantId" = m."tenantId" AND l.id = m."lessonId"
          WHERE m."studentId" = a.id AND (m.status = 'absent' OR (a.kind = 'rate' AND m.status = 'excused')) AND ${counts}
          ORDER BY m.date DESC, l."startTime" DESC LIMIT 1) AS "lastLessonId"
      FROM alerts a
      ORDER BY a.rank, a.urgency, a.family COLLATE ${collation}, a."givenName" COLLATE ${collation}, a.id
      LIMIT ${query.limit} OFFSET ${(query.page - 1) * query.limit}),
    taken AS MATERIALIZED (${takenInSight(ctx)})
    SELECT (SELECT count(*) FROM alerts) AS total, (SELECT COALESCE(json_agg(page), '[]') FROM page) AS data,
      (SELECT count(*) FROM taken) AS "takenTotal",
      (SELECT COALESCE(json_agg(first), '[]') FROM (SELECT * FROM taken ORDER BY until, "takenAt" LIMIT ${query.limit}) first) AS taken`
}

/** The rate of each student of now with enough marks: all marks are counted, from an index alone, then those of cancelled lessons taken off. */
function rates(ctx: TenantContext<Viewer>): Sql {
  const days = { first: sql`(SELECT first FROM days)`, last: sql`(SELECT last FROM days)` }
  return sql`
    SELECT s.*, (own.attended - COALESCE(off.present + off.late, 0))::float8 / counted.marks AS value
    FROM enrolled s
      CROSS JOIN LATERAL (
        SELECT count(*) AS marks, count(*) FILTER (WHERE m.status IN ('present', 'late')) AS attended FROM marks m
        WHERE m."tenantId" = ${ctx.tenant.id}::uuid AND m."studentId" = s.id AND m.date BETWEEN ${days.first} AND ${days.last} AND ${marksInSight(ctx)}) own
      LEFT JOIN (${marksOfCancelled(ctx, sql`m."studentId"`, days)}) off ON off.by = s.id
      CROSS JOIN LATERAL (SELECT own.marks - COALESCE(off.present + off.late + off.absent + off.excused, 0) AS marks) counted
    WHERE counted.marks >= ${MARKS_OF_A_RATE}::int`
}

/**
 * Students of now that somebody should ask after: so many lesson days in a row missed, the longest rows first,
 * then a rate under the school's threshold, the lowest first. Those whom somebody has taken on are told apart.
 */
export async function listAlerts(ctx: TenantContext<Viewer>, query: AttendanceAlertsQuery): Promise<AttendanceAlerts> {
  const [row] = await db.query<Row>(ctx, alertsSql(ctx, query))
  return { ...toPage(row?.data ?? [], query, row?.total ?? 0), taken: row?.taken ?? [], takenTotal: row?.takenTotal ?? 0 }
}
