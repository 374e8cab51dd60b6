import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { marksInSight, studentsInSight } from '../people/sight'
import { empty, type Sql, sql } from '../../infra/db/sql'
import { tookPlace } from './took-place'

/** A sub-select, over the alias `t` (taken alerts), of the marks in sight that say absent of a later lesson than was known. */
const absencesSince = (ctx: TenantContext<Viewer>, what: Sql): Sql => sql`
  SELECT ${what} FROM marks m JOIN lessons l ON l."tenantId" = m."tenantId" AND l.id = m."lessonId"
  WHERE m."tenantId" = t."tenantId" AND m."studentId" = t."studentId" AND m.status = 'absent' AND m.date >= t."knownDate"
    AND (m.date, l."startTime") > (t."knownDate", t."knownTime") AND ${marksInSight(ctx)} AND ${tookPlace}`

/** Condition over the alias `s` (students): nobody has their alerts in hand, or they have been absent anew since the day until which somebody had. */
export function notTakenOn(ctx: TenantContext<Viewer>): Sql {
  return sql`NOT EXISTS (SELECT 1 FROM taken_alerts t
    WHERE t."tenantId" = ${ctx.tenant.id}::uuid AND t."studentId" = s.id
      AND (t.until >= ${localToday(ctx.tenant)}::date OR NOT EXISTS (${absencesSince(ctx, sql`1`)})))`
}

/**
 * A statement for the alerts in sight that somebody has in hand.
 * @param ctx as staff
 * @param narrowed goes on with the condition, over `t`
 */
export const takenInSight = (ctx: TenantContext<Viewer>, narrowed: Sql = empty): Sql => sql`
  SELECT json_build_object('id', s.id, 'name', s.name) AS student, json_build_object('id', u.id, 'name', u.name) AS by, t.note,
    to_json(t."takenAt") #>> '{}' AS "takenAt", t.until::text AS until, (${absencesSince(ctx, sql`max(m.date)::text`)}) AS "absentAgain"
  FROM taken_alerts t
  JOIN students s ON s."tenantId" = t."tenantId" AND s.id = t."studentId"
  JOIN users u ON u."tenantId" = t."tenantId" AND u.id = t."takenBy"
  WHERE t."tenantId" = ${ctx.tenant.id}::uuid AND t.until >= ${localToday(ctx.tenant)}::date AND s."endedAt" IS NULL
    AND ${studentsInSight(ctx)} ${narrowed}`
