import type { House } from '#shared/schemas/timetable'
import { collationOf } from '#shared/utils/collation'
import { addDays, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'
import { branchesManaged, groupsManaged } from './policy'

const MOST_GROUPS = 1_000
/** A group that ended lately can be taken up again; older ones are history. */
const DAYS_AFTER_END = 60
const TERMS_BACK_DAYS = 400

/** The branches, groups, terms and rooms that a manager plans with. */
export async function readHouse(ctx: TenantContext<Viewer>): Promise<House> {
  const today = localToday(ctx.tenant)
  const tenant = sql`${ctx.tenant.id}::uuid`
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<Omit<House, 'today'>>(ctx, sql`
    WITH own AS MATERIALIZED (SELECT b.id, b.name FROM branches b WHERE b."tenantId" = ${tenant} AND ${branchesManaged(ctx)})
    SELECT coalesce((SELECT json_agg(own ORDER BY own.name ${collate}, own.id) FROM own), '[]') AS branches,
      coalesce((SELECT json_agg(json_build_object('id', t.id, 'name', t.name, 'startsOn', t."startsOn", 'endsOn', t."endsOn") ORDER BY t."startsOn" DESC, t.id)
        FROM terms t WHERE t."tenantId" = ${tenant} AND t."endsOn" >= ${addDays(today, -TERMS_BACK_DAYS)}::date), '[]') AS terms,
      coalesce((SELECT json_agg(json_build_object('id', r.id, 'branchId', r."branchId", 'name', r.name) ORDER BY r.name ${collate}, r.id)
        FROM rooms r WHERE r."tenantId" = ${tenant} AND r."branchId" IN (SELECT id FROM own)), '[]') AS rooms,
      coalesce((SELECT json_agg(listed) FROM (
        SELECT g.id, g.name, g."branchId", g."endedAt" IS NOT NULL AS ended,
          ARRAY(SELECT DISTINCT day FROM lesson_series s CROSS JOIN unnest(s.weekdays) day
            WHERE s."tenantId" = g."tenantId" AND s."groupId" = g.id AND s."startsOn" <= ${addDays(today, 7)}::date AND (s."endsOn" IS NULL OR s."endsOn" >= ${today}::date)
            ORDER BY day) AS weekdays
        FROM groups g WHERE g."tenantId" = ${tenant} AND g.kind = 'class' AND ${groupsManaged(ctx)}
          AND (g."endedAt" IS NULL OR g."endedAt" > now() - make_interval(days => ${DAYS_AFTER_END}::int))
        ORDER BY g."endedAt" IS NOT NULL, g.name ${collate}, g.id LIMIT ${MOST_GROUPS}::int) listed), '[]') AS groups`)
  const { branches = [], terms = [], rooms = [], groups = [] } = row ?? {}
  return { today, branches, terms, rooms, groups }
}
