import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { asStaff } from '../people/sight'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { holdsToday, progressInSight } from './sight'

/**
 * The groups of today of a student whom the viewer may assess, who cannot be erased before the transaction ends.
 * @throws DomainError `not_found`
 */
export async function groupsOfAssessed(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string): Promise<string[]> {
  const [row] = await tx.$queryRaw<{ groups: string[] }[]>(sql`
    SELECT ARRAY(SELECT DISTINCT e."groupId" FROM enrolments e WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND ${holdsToday(ctx, 'e')}) AS groups
    FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND s."endedAt" IS NULL AND ${progressInSight(asStaff(ctx))}
    FOR KEY SHARE OF s`)
  if (!row) throw notInSight()
  return row.groups
}
