import type { Group } from '#shared/schemas/groups'
import { type Paged, toPage } from '#shared/schemas/paging'
import { collationOf } from '#shared/utils/collation'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { groupsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'

export interface GroupFilter extends Paged {
  branchId?: string | undefined
  kind: 'class' | 'registration'
}

interface GroupsRow { total: number, data: (Omit<Group, 'sourcedId'> & { sourcedId: string | null })[] }

/** The groups in sight by name, a page of them. */
export async function listGroups(ctx: TenantContext<Viewer>, { branchId, kind, page, limit }: GroupFilter) {
  const today = localToday(ctx.tenant)
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const [row] = await db.query<GroupsRow>(ctx, sql`
    WITH seen AS MATERIALIZED (
      SELECT g.id, g.name, g."branchId", g."sourcedId" FROM groups g
      WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g."endedAt" IS NULL AND g.kind::text = ${kind}
        AND (${branchId ?? null}::uuid IS NULL OR g."branchId" = ${branchId ?? null}::uuid) AND ${groupsInSight(ctx)}
    ), listed AS (
      SELECT * FROM seen ORDER BY name ${collate}, id LIMIT ${limit}::int OFFSET ${(page - 1) * limit}::int
    )
    SELECT (SELECT count(*) FROM seen) AS total, coalesce((
      SELECT json_agg(json_build_object('id', g.id, 'name', g.name, 'branch', json_build_object('id', b.id, 'name', b.name),
          'sourcedId', g."sourcedId", 'studentCount', (
            SELECT count(DISTINCT e."studentId") FROM enrolments e
            WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e."groupId" = g.id AND e."from" <= counted.day AND (e."to" IS NULL OR e."to" >= counted.day)))
        ORDER BY g.name ${collate}, g.id)
      FROM listed g
      JOIN branches b ON b."tenantId" = ${ctx.tenant.id}::uuid AND b.id = g."branchId"
      CROSS JOIN LATERAL (
        SELECT least(${today}::date, CASE WHEN bool_and(e."to" IS NOT NULL) THEN max(e."to") END) AS day
        FROM enrolments e WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e."groupId" = g.id) counted
    ), '[]') AS data`)
  const data = (row?.data ?? []).map(({ sourcedId, ...group }): Group => sourcedId === null ? group : { ...group, sourcedId })
  return toPage(data, { page, limit }, row?.total ?? 0)
}
