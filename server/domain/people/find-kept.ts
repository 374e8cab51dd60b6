import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { studentsInSight } from './sight'

/** The record that a duplicate went into, for whoever sees that one. @throws DomainError `not_found` */
export async function findKept(ctx: TenantContext<Viewer>, duplicateId: string): Promise<{ id: string }> {
  const [row] = await db.query<{ id: string }>(ctx, sql`
    SELECT s.id FROM student_merges x JOIN students s ON s."tenantId" = x."tenantId" AND s.id = x."keptId"
    WHERE x."tenantId" = ${ctx.tenant.id}::uuid AND x."mergedId" = ${duplicateId}::uuid AND ${studentsInSight(ctx)}`)
  if (!row) throw notInSight()
  return row
}
