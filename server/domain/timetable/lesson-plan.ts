import type { LessonPlan } from '#shared/schemas/timetable'
import { collationOf } from '#shared/utils/collation'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { groupsLed, groupsToPlan, managesBranch } from '../lessons/policy'
import { registersInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { conflictJson, conflictsAmong, heldBetween } from './conflicts'
import { weekColumns, weekJoins } from './week-columns'

const MOST_CHANGES = 50
const MOST_SUBSTITUTES = 300

interface Row extends Omit<LessonPlan, 'lesson' | 'maySubstitute'> { lesson: LessonPlan['lesson'], leads: boolean }

/** A kept state with the name of the substitute in the place of the id. @param kept a constant column of `lc` */
const named = (kept: Sql): Sql => sql`(${kept} - 'substituteId') || jsonb_build_object('substitute',
  (SELECT u.name FROM users u WHERE u."tenantId" = lc."tenantId" AND u.id = (${kept}->>'substituteId')::uuid))`

/**
 * One lesson for whoever plans it: what can be changed, what stands in its way, and how it came to stand as it does.
 * @throws DomainError `not_found` when its register is not the viewer's either
 */
export async function readLessonPlan(ctx: TenantContext<Viewer>, lessonId: string): Promise<LessonPlan> {
  const tenant = sql`${ctx.tenant.id}::uuid`
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<Row>(ctx, sql`
    WITH own AS MATERIALIZED (
      SELECT l.*, ${groupsToPlan(ctx)} AS plans, ${groupsLed(ctx)} AS leads FROM lessons l JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"
      WHERE l."tenantId" = ${tenant} AND l.id = ${lessonId}::uuid AND ${registersInSight(ctx)}
    ), day AS MATERIALIZED (SELECT date FROM own),
    held AS MATERIALIZED (${heldBetween(ctx.tenant.id, sql`(SELECT date FROM day)`, sql`(SELECT date FROM day)`)})
    SELECT (SELECT row_to_json(shown) FROM (SELECT ${weekColumns} FROM own l ${weekJoins}) shown) AS lesson,
      own.sequence AS version, own.plans AS "mayPlan", own.leads, own."substituteId",
      EXISTS (SELECT 1 FROM marks m WHERE m."tenantId" = ${tenant} AND m."lessonId" = own.id) AS marked,
      (SELECT json_build_object('id', c.id, 'from', c."from", 'to', c."to", 'reason', c.reason,
          'branch', CASE WHEN b.id IS NOT NULL THEN json_build_object('id', b.id, 'name', b.name) END)
        FROM closures c LEFT JOIN branches b ON b."tenantId" = c."tenantId" AND b.id = c."branchId" WHERE c."tenantId" = ${tenant} AND c.id = own."closureId") AS closure,
      ARRAY(SELECT r.name FROM rooms r WHERE r."tenantId" = ${tenant} AND r."branchId" = own."branchId" ORDER BY r.name ${collate}) AS rooms,
      coalesce((SELECT json_agg(staff ORDER BY staff.name ${collate}, staff.id) FROM (
        SELECT u.id, u.name FROM users u JOIN user_roles r ON r."tenantId" = u."tenantId" AND r."userId" = u.id AND r.role = 'teacher'
        WHERE u."tenantId" = ${tenant} AND u."endedAt" IS NULL ORDER BY u.name LIMIT ${MOST_SUBSTITUTES}::int) staff), '[]') AS substitutes,
      coalesce((SELECT json_agg(${conflictJson} ORDER BY x.kind, o."startTime", o.id)
        FROM (${conflictsAmong(sql`a.id = ${lessonId}::uuid`)}) x
        JOIN held o ON o.id = x.other JOIN groups og ON og."tenantId" = ${tenant} AND og.id = o."groupId"), '[]') AS conflicts,
      coalesce((SELECT json_agg(json_build_object('at', to_json(lc."changedAt"), 'by', u.name, 'reason', lc.reason,
          'before', ${named(sql`lc.before`)}, 'after', ${named(sql`lc.after`)}) ORDER BY lc.id DESC)
        FROM (SELECT * FROM lesson_changes lc WHERE lc."tenantId" = ${tenant} AND lc."lessonId" = own.id ORDER BY lc.id DESC LIMIT ${MOST_CHANGES}::int) lc
        LEFT JOIN users u ON u."tenantId" = lc."tenantId" AND u.id = lc."changedBy"), '[]') AS history
    FROM own`)
  if (!row) throw notInSight()
  const { leads, ...plan } = row
  const maySubstitute = leads || managesBranch(ctx.viewer, plan.lesson.branchId)
  return { ...plan, maySubstitute, substitutes: maySubstitute ? plan.substitutes : [] }
}
