import type { LeftList } from '#shared/schemas/class-list'
import { toPage, type Paged } from '#shared/schemas/paging'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { studentsToKeep } from './reach'

/** The students who left and whom the viewer may take back, the latest first. */
export async function listLeft(ctx: TenantContext<Viewer>, { page, limit }: Paged): Promise<LeftList> {
  const [row] = await db.query<{ total: number, data: LeftList['data'] }>(ctx, sql`
    WITH gone AS MATERIALIZED (
      SELECT s.id, s.name, s."endedAt", s."leavesOn" FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s."endedAt" IS NOT NULL AND ${studentsToKeep(ctx)}
        AND NOT EXISTS (SELECT 1 FROM student_merges x WHERE x."tenantId" = s."tenantId" AND x."mergedId" = s.id)),
    listed AS (SELECT * FROM gone ORDER BY "endedAt" DESC, id LIMIT ${limit}::int OFFSET ${(page - 1) * limit}::int)
    SELECT (SELECT count(*) FROM gone) AS total, (SELECT COALESCE(json_agg(json_build_object('id', l.id, 'name', l.name,
      'on', COALESCE(l."leavesOn", (l."endedAt" AT TIME ZONE ${ctx.tenant.timeZone})::date)) ORDER BY l."endedAt" DESC, l.id), '[]') FROM listed l) AS data`)
  return toPage(row?.data ?? [], { page, limit }, row?.total ?? 0)
}
