import type { GroupPlan } from '#shared/schemas/timetable'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { groupsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'
import { groupsManaged } from './policy'
import { seriesColumns } from './series-columns'

/** One group with its terms and what it does every week. @throws DomainError `not_found` */
export async function readGroupPlan(ctx: TenantContext<Viewer>, groupId: string): Promise<GroupPlan> {
  const today = localToday(ctx.tenant)
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<Omit<GroupPlan, 'today'>>(ctx, sql`
    SELECT g.id, g.name, g."endedAt" IS NOT NULL AS ended, json_build_object('id', b.id, 'name', b.name) AS branch, ${groupsManaged(ctx)} AS "mayManage",
      ARRAY(SELECT gt."termId" FROM group_terms gt WHERE gt."tenantId" = g."tenantId" AND gt."groupId" = g.id) AS "termIds",
      ARRAY(SELECT r.name FROM rooms r WHERE r."tenantId" = g."tenantId" AND r."branchId" = g."branchId" ORDER BY r.name ${collate}) AS rooms,
      coalesce((SELECT json_agg(json_build_object('id', t.id, 'name', t.name, 'startsOn', t."startsOn", 'endsOn', t."endsOn") ORDER BY t."startsOn" DESC, t.id)
        FROM terms t WHERE t."tenantId" = g."tenantId" AND (t."endsOn" >= ${today}::date
          OR t.id IN (SELECT gt."termId" FROM group_terms gt WHERE gt."tenantId" = g."tenantId" AND gt."groupId" = g.id))), '[]') AS terms,
      coalesce((SELECT json_agg(listed) FROM (
        SELECT ${seriesColumns} FROM lesson_series s
        WHERE s."tenantId" = g."tenantId" AND s."groupId" = g.id AND (s."endsOn" IS NULL OR (s."endsOn" >= ${today}::date AND s."endsOn" >= s."startsOn"))
        ORDER BY s.weekdays, s."startTime", s."startsOn", s.id) listed), '[]') AS series
    FROM groups g JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
    WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(ctx)}`)
  if (!row) throw notInSight()
  return { ...row, today }
}
