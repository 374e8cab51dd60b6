import type { Closures } from '#shared/schemas/timetable'
import { addDays, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { managesBranch } from '../lessons/policy'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { branchesRead } from './policy'

const DAYS_BACK = 30
const MOST = 200

/** The closed days of the branches whose timetable the viewer reads, those of the last weeks and all to come, the soonest first. */
export async function listClosures(ctx: TenantContext<Viewer>): Promise<Closures> {
  const rows = await db.query<{ id: string, branch: { id: string, name: string } | null, from: string, to: string, reason: string }>(ctx, sql`
    SELECT c.id, c."from"::text AS "from", c."to"::text AS "to", c.reason, CASE WHEN b.id IS NOT NULL THEN json_build_object('id', b.id, 'name', b.name) END AS branch
    FROM closures c LEFT JOIN branches b ON b."tenantId" = c."tenantId" AND b.id = c."branchId"
    WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."to" >= ${addDays(localToday(ctx.tenant), -DAYS_BACK)}::date AND c."endedAt" IS NULL
      AND (c."branchId" IS NULL OR ${branchesRead(ctx)})
    ORDER BY c."from", c.id LIMIT ${MOST}::int`)
  const admin = ctx.viewer.roles.includes('admin')
  return { data: rows.map(row => ({ ...row, mayUndo: row.branch ? managesBranch(ctx.viewer, row.branch.id) : admin })) }
}
