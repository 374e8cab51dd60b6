import type { NewGroup, PlannedGroup } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { invalid } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { branchesManaged } from './policy'
import { setTerms } from './set-terms'

/** Makes a group by hand. @throws DomainError `invalid` with `branchId` when there is no such branch of the viewer's */
export async function planGroup(ctx: TenantContext<Viewer>, { branchId, name, termIds }: NewGroup): Promise<PlannedGroup> {
  return db.change(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string, branch: { id: string, name: string } }[]>(sql`
      WITH made AS (
        INSERT INTO groups ("tenantId", "branchId", name)
        SELECT b."tenantId", b.id, ${name} FROM branches b WHERE b."tenantId" = ${ctx.tenant.id}::uuid AND b.id = ${branchId}::uuid AND ${branchesManaged(ctx)}
        RETURNING id, "tenantId", "branchId"
      )
      SELECT made.id, json_build_object('id', b.id, 'name', b.name) AS branch FROM made JOIN branches b ON b."tenantId" = made."tenantId" AND b.id = made."branchId"`)
    if (!row) throw invalid([{ path: 'branchId', code: 'not_found', message: 'There is no such branch of yours.' }])
    await setTerms(tx, ctx, row.id, termIds)
    await recordAudit(tx, ctx, { action: 'group.made', subject: 'group', subjectId: row.id, details: { branchId, name } })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: null } })
    return { ...row, name, termIds, ended: false }
  })
}
