import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { groupsOfAssessed } from './groups-of-assessed'

/**
 * Takes a target away; where there is none it does nothing.
 * @throws DomainError `not_found` when the student is not the viewer's to assess
 */
export async function dropTarget(ctx: TenantContext<Viewer>, studentId: string, skillId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    await groupsOfAssessed(tx, ctx, studentId)
    const dropped = await tx.$executeRaw(sql`
      DELETE FROM targets WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "studentId" = ${studentId}::uuid AND "skillId" = ${skillId}::uuid`)
    if (dropped === 0) return
    await Promise.all([
      recordAudit(tx, ctx, { action: 'target.dropped', subject: 'student', subjectId: studentId, details: { skillId } }),
      emit(tx, ctx, { name: 'target.changed', payload: { studentId, skillId } }),
    ])
  })
}
