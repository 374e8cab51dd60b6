import type { GroupPlan } from '#shared/schemas/timetable'
import { collationOf } from '#shared/utils/collation'
import { addDays, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { groupsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'
import { conflictsAmong, heldBetween } from './conflicts'
import { groupsManaged } from './policy'
import { seriesColumns } from './series-columns'

const DAYS_OF_CONFLICTS = 14
const MOST_CONFLICTS = 20

/** One group with its terms and what it does every week. @throws DomainError `not_found` */
export async function readGroupPlan(ctx: TenantContext<Viewer>, groupId: string): Promise<GroupPlan> {
  const today = localToday(ctx.tenant)
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const lastDay = addDays(today, DAYS_OF_CONFLICTS - 1)
  const [row] = await db.query<Omit<GroupPlan, 'today'>>(ctx, sql`
    WITH held AS MATERIALIZED (${heldBetween(ctx.tenant.id, sql`${today}::date`, sql`${lastDay}::date`)})
    SELECT g.id, g.name, g."endedAt" IS NOT NULL AS ended, json_build_object('id', b.id, 'name', b.name) AS branch, ${groupsManaged(ctx)} AS "mayManage",
      ARRAY(SELECT gt."termId" FROM group_terms gt WHERE gt."tenantId" = g."tenantId" AND gt."groupId" = g.id) AS "termIds",
      ARRAY(SELECT r.name FROM rooms r WHERE r."tenantId" = g."tenantId" AND r."branchId" = g."branchId" ORDER BY r.name ${collate}) AS rooms,
      coalesce((SELECT json_agg(json_build_object('id', t.id, 'name', t.name, 'startsOn', t."startsOn", 'endsOn', t."endsOn") ORDER BY t."startsOn" DESC, t.id)
        FROM terms t WHERE t."tenantId" = g."tenantId" AND (t."endsOn" >= ${today}::date
          OR t.id IN (SELECT gt."termId" FROM group_terms gt WHERE gt."tenantId" = g."tenantId" AND gt."groupId" = g.id))), '[]') AS terms,
      coalesce((SELECT json_agg(listed) FROM (
        SELECT ${seriesColumns} FROM lesson_series s
        WHERE s."tenantId" = g."tenantId" AND s."groupId" = g.id AND (s."endsOn" IS NULL OR (s."endsOn" >= ${today}::date AND s."endsOn" >= s."startsOn"))
        ORDER BY s.weekdays, s."startTime", s."startsOn", s.id) listed), '[]') AS series,
      coalesce((SELECT json_agg(listed) FROM (
        SELECT x.kind, o.id AS "lessonId", og.name AS "groupName", o.date::text AS date, to_char(o."startTime", 'HH24:MI') AS "startTime", to_char(o."endTime", 'HH24:MI') AS "endTime"
        FROM (${conflictsAmong(sql`a."groupId" = ${groupId}::uuid`)}) x JOIN held o ON o.id = x.other
        JOIN groups og ON og."tenantId" = o."tenantId" AND og.id = o."groupId"
        ORDER BY o.date, o."startTime", x.kind, o.id LIMIT ${MOST_CONFLICTS}::int) listed), '[]') AS conflicts
    FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
    WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(ctx)}`)
  if (!row) throw notInSight()
  return { ...row, today }
}
