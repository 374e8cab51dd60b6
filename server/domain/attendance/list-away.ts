import type { AwayQuery, AwayStudents } from '#shared/schemas/overview'
import { toPage } from '#shared/schemas/paging'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { asStaff, registersInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'

type Away = AwayStudents['data'][number]
interface Row { total: number, withoutNotice: number, data: (Omit<Away, 'notice'> & { reason: string | null })[] }

/** The one statement behind `listAway`. */
export function awaySql(viewerCtx: TenantContext<Viewer>, { date, page, limit }: AwayQuery): Sql {
  const ctx = asStaff(viewerCtx)
  const tenant = ctx.tenant.id
  const day = date ?? localToday(ctx.tenant)
  const collation = raw(`"${collationOf(ctx.tenant.locale)}"`)
  return sql`
    WITH held AS MATERIALIZED (
      SELECT l.id, l."groupId" FROM lessons l
      WHERE l."tenantId" = ${tenant}::uuid AND l.date = ${day}::date AND l.status <> 'cancelled' AND ${registersInSight(ctx)}),
    noticed AS MATERIALIZED (
      SELECT n."studentId", n."lessonId", n.reason, n."createdAt" FROM absence_notices n
      WHERE n."tenantId" = ${tenant}::uuid AND n."to" >= ${day}::date AND n."from" <= ${day}::date AND n."withdrawnAt" IS NULL),
    missed AS (
      SELECT m."studentId", m."lessonId", h."groupId", m.status
      FROM marks m JOIN held h ON h.id = m."lessonId"
      WHERE m."tenantId" = ${tenant}::uuid AND m.date = ${day}::date AND m.status IN ('absent', 'excused')
      UNION
      SELECT n."studentId", h.id, h."groupId", NULL
      FROM noticed n JOIN held h ON n."lessonId" IS NULL OR n."lessonId" = h.id
      WHERE NOT EXISTS (SELECT 1 FROM marks m WHERE m."tenantId" = ${tenant}::uuid AND m."lessonId" = h.id AND m."studentId" = n."studentId")
        AND (EXISTS (SELECT 1 FROM enrolments e WHERE e."tenantId" = ${tenant}::uuid AND e."groupId" = h."groupId" AND e."studentId" = n."studentId"
            AND e."from" <= ${day}::date AND (e."to" IS NULL OR e."to" >= ${day}::date))
          OR EXISTS (SELECT 1 FROM lesson_guests lg WHERE lg."tenantId" = ${tenant}::uuid AND lg."lessonId" = h.id AND lg."studentId" = n."studentId"))),
    away AS (
      SELECT mi."studentId", min(mi.status) AS status, array_agg(DISTINCT mi."groupId") AS groups, (
        SELECT n.reason FROM noticed n
        WHERE n."studentId" = mi."studentId" AND (n."lessonId" IS NULL OR n."lessonId" = ANY(array_agg(mi."lessonId")))
        ORDER BY n."createdAt" DESC LIMIT 1) AS reason
      FROM missed mi GROUP BY mi."studentId"),
    page AS (
      SELECT json_build_object('id', s.id, 'name', s.name) AS student, a.status, a.reason,
        (SELECT json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY g.name COLLATE ${collation})
          FROM groups g WHERE g."tenantId" = ${tenant}::uuid AND g.id = ANY(a.groups)) AS groups
      FROM away a JOIN students s ON s."tenantId" = ${tenant}::uuid AND s.id = a."studentId"
      ORDER BY a.reason IS NOT NULL, a.status NULLS LAST, COALESCE(NULLIF(s."familyName", ''), s.name) COLLATE ${collation}, s."givenName" COLLATE ${collation}, s.id
      LIMIT ${limit} OFFSET ${(page - 1) * limit})
    SELECT (SELECT count(*) FROM away) AS total, (SELECT count(*) FROM away WHERE reason IS NULL AND status = 'absent') AS "withoutNotice",
      (SELECT COALESCE(json_agg(page), '[]') FROM page) AS data`
}

/**
 * Who misses a lesson of the day, by a mark or, while that is open, by a notice. First those of whom nobody had word,
 * the absent before the excused.
 */
export async function listAway(ctx: TenantContext<Viewer>, query: AwayQuery): Promise<AwayStudents> {
  const [row] = await db.query<Row>(ctx, awaySql(ctx, query))
  const labelOf = (code: string) => ctx.tenant.settings.reasons.find(reason => reason.code === code)?.label ?? null
  const data = (row?.data ?? []).map(({ reason, ...away }) => ({ ...away, notice: reason === null ? null : { reason, label: labelOf(reason) } }))
  return { ...toPage(data, query, row?.total ?? 0), withoutNotice: row?.withoutNotice ?? 0 }
}
