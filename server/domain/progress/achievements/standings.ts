import { POINTS } from '#shared/utils/skills'
import type { TenantContext } from '../../context'
import { tookPlace } from '../../attendance/took-place'
import { type Sql, sql } from '../../../infra/db/sql'
import { stands } from '../sight'

/**
 * Tables for a statement: `standing` has a row for each student that fits and each rule in force, with how far it is
 * (`current`, `goal`, `reached`); `figures` has what lessons and points come to. What no rule asks for is not counted.
 * @param which a condition over the alias `s` (students)
 */
export function standings({ tenant }: TenantContext, which: Sql): Sql {
  const id = sql`${tenant.id}::uuid`
  const asked = (kind: string) => sql`EXISTS (SELECT 1 FROM rules WHERE kind = ${kind})`
  const marks = sql`FROM marks m WHERE m."tenantId" = ${id} AND m."studentId" = w."studentId" AND ${tookPlace}`
  return sql`
    rules AS MATERIALIZED (
      SELECT ac.id, ac.name, ac.kind::text AS kind, ac."skillId", ac.count, ac."createdAt", sk.name AS "skillName", sk.better::text AS better,
        sk.bands->ac.band::int->>'name' AS "bandName", (sk.bands->ac.band::int->>'from')::float8 AS "from"
      FROM achievements ac LEFT JOIN skills sk ON sk."tenantId" = ac."tenantId" AND sk.id = ac."skillId"
      WHERE ac."tenantId" = ${id} AND ac."archivedAt" IS NULL),
    wanted AS MATERIALIZED (
      SELECT s.id AS "studentId" FROM students s WHERE s."tenantId" = ${id} AND s."endedAt" IS NULL AND ${which} AND EXISTS (SELECT 1 FROM rules)),
    latest AS MATERIALIZED (
      SELECT DISTINCT ON (a."studentId", a."skillId") a."studentId", a."skillId", a.value
      FROM wanted w JOIN assessments a ON a."tenantId" = ${id} AND a."studentId" = w."studentId"
      WHERE (${asked('points')} OR a."skillId" IN (SELECT "skillId" FROM rules)) AND ${stands}
      ORDER BY a."studentId", a."skillId", a."assessedAt" DESC, a.id DESC),
    figures AS MATERIALIZED (
      SELECT w."studentId",
        CASE WHEN ${asked('lessons_in_a_row')} THEN (
          SELECT count(*) ${marks} AND m.status IN ('present', 'late') AND m.date > CASE WHEN missed.date IS NULL THEN '-infinity'::date ELSE missed.date END) END AS "inARow",
        CASE WHEN ${asked('points')} THEN (
          SELECT count(*) * ${POINTS.lesson}::int ${marks} AND m.status IN ('present', 'late')) + ${POINTS.band}::int * (
          SELECT count(*) FROM latest l JOIN skills sk ON sk."tenantId" = ${id} AND sk.id = l."skillId" AND sk."archivedAt" IS NULL
            CROSS JOIN LATERAL jsonb_array_elements(sk.bands) WITH ORDINALITY AS b (band, number)
          WHERE l."studentId" = w."studentId" AND b.number > 1
            AND CASE WHEN sk.better = 'lower' THEN l.value <= (b.band->>'from')::float8 ELSE l.value >= (b.band->>'from')::float8 END) END AS points
      FROM wanted w
      LEFT JOIN LATERAL (SELECT m.date ${marks} AND m.status = 'absent' AND ${asked('lessons_in_a_row')} ORDER BY m.date DESC LIMIT 1) missed ON true),
    standing AS MATERIALIZED (
      SELECT there.*, CASE WHEN there.better = 'lower' THEN there.current <= there.goal ELSE there.current >= there.goal END AS reached
      FROM (
        SELECT f."studentId", r.*, (CASE r.kind WHEN 'skill_band' THEN l.value WHEN 'lessons_in_a_row' THEN f."inARow" ELSE f.points END)::float8 AS current,
          (CASE r.kind WHEN 'skill_band' THEN r."from" ELSE r.count END)::float8 AS goal
        FROM figures f CROSS JOIN rules r LEFT JOIN latest l ON l."studentId" = f."studentId" AND l."skillId" = r."skillId") there)`
}

/** Condition over `standing`: earned, and not given yet. */
export const due = ({ tenant }: TenantContext): Sql => sql`standing.reached AND NOT EXISTS (
  SELECT 1 FROM awards aw WHERE aw."tenantId" = ${tenant.id}::uuid AND aw."studentId" = standing."studentId" AND aw."achievementId" = standing.id)`
