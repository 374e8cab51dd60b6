import type { PlanningWeek } from '#shared/schemas/timetable'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { groupsToPlan, managesBranch } from '../lessons/policy'
import { db } from '../../infra/db/db'
import { empty, raw, sql } from '../../infra/db/sql'
import { conflictJson, conflictsAmong, heldBetween } from './conflicts'
import { branchesRead } from './policy'
import { closuresBetween, groupOfLesson, weekColumns, weekOf } from './week-columns'

const MOST = 500

export interface WeekFilter {
  /** Any day of the week; left out: this week. */
  from?: string | undefined
  branchId?: string | undefined
  groupId?: string | undefined
}

type Row = Pick<PlanningWeek, 'groups' | 'rooms' | 'lessons' | 'closures'> & { branches: { id: string, name: string }[] }

/** A week of the branches whose timetable the viewer reads, with what stands in the way of what. */
export async function planningWeek(ctx: TenantContext<Viewer>, { from: day, branchId, groupId }: WeekFilter): Promise<PlanningWeek> {
  const today = localToday(ctx.tenant)
  const week = weekOf(day ?? today)
  const [from, to] = [sql`${week.from}::date`, sql`${week.to}::date`]
  const tenant = sql`${ctx.tenant.id}::uuid`
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<Row>(ctx, sql`
    WITH read AS MATERIALIZED (SELECT b.id, b.name FROM branches b WHERE b."tenantId" = ${tenant} AND ${branchesRead(ctx)}),
    held AS MATERIALIZED (${heldBetween(ctx.tenant.id, from, to)}),
    shown AS MATERIALIZED (
      SELECT ${weekColumns}, l.date AS day, l."tenantId", ${groupsToPlan(ctx)} AS "mayPlan" FROM lessons l JOIN read lb ON lb.id = l."branchId" ${groupOfLesson}
      WHERE l."tenantId" = ${tenant} AND l.date BETWEEN ${from} AND ${to} AND l.kind <> 'registration'
        ${branchId ? sql`AND l."branchId" = ${branchId}::uuid` : empty} ${groupId ? sql`AND l."groupId" = ${groupId}::uuid` : empty}
      ORDER BY l.date, l."startTime", g.name, l.id LIMIT ${MOST + 1}::int
    ), clashes AS MATERIALIZED (
      SELECT x.id, json_agg(${conflictJson} ORDER BY x.kind, o."startTime", o.id) AS list
      FROM (${conflictsAmong(sql`a.id IN (SELECT id FROM shown)`)}) x
      JOIN held o ON o.id = x.other JOIN groups og ON og."tenantId" = ${tenant} AND og.id = o."groupId" GROUP BY x.id
    )
    SELECT
      coalesce((SELECT json_agg(read ORDER BY read.name ${collate}, read.id) FROM read), '[]') AS branches,
      coalesce((SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'branchId', g."branchId") ORDER BY g.name ${collate}, g.id)
        FROM groups g WHERE g."tenantId" = ${tenant} AND g."endedAt" IS NULL AND g.kind = 'class' AND ${groupsToPlan(ctx)}), '[]') AS groups,
      coalesce((SELECT json_agg(json_build_object('id', r.id, 'branchId', r."branchId", 'name', r.name) ORDER BY r.name ${collate}, r.id)
        FROM rooms r WHERE r."tenantId" = ${tenant} AND r."branchId" IN (SELECT id FROM read)), '[]') AS rooms,
      (${closuresBetween(ctx.tenant.id, from, to, sql`c."branchId" IN (SELECT id FROM read)`)}) AS closures,
      coalesce((SELECT json_agg(listed) FROM (
        SELECT s.id, s."groupId", s."groupName", s."branchId", s."branchName", s.date, s."startTime", s."endTime", s.place, s.kind, s.status, s.reason, s.closed,
          s.substitute, s."mayPlan", coalesce(k.list, '[]') AS conflicts,
          ARRAY(SELECT u.name FROM assignments t JOIN users u ON u."tenantId" = t."tenantId" AND u.id = t."userId"
            WHERE t."tenantId" = s."tenantId" AND t."groupId" = s."groupId" AND t.role = 'lead' AND t."from" <= s.day AND (t."to" IS NULL OR t."to" >= s.day)
            ORDER BY u.name) AS teachers
        FROM shown s LEFT JOIN clashes k ON k.id = s.id ORDER BY s.day, s."startTime", s."groupName", s.id) listed), '[]') AS lessons`)
  const { lessons = [], branches = [], groups = [], rooms = [], closures = [] } = row ?? {}
  return {
    ...week, today, groups, rooms, closures, lessons: lessons.slice(0, MOST), more: lessons.length > MOST,
    branches: branches.map(branch => ({ ...branch, mayClose: managesBranch(ctx.viewer, branch.id) })),
  }
}
