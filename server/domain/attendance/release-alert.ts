import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { forbidden, notInSight } from '../errors'
import { emit } from '../events/emit'
import { isManager } from '../people/policy'
import { asStaff, studentsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/**
 * Gives a student's alerts back to everybody's list. Once more does nothing.
 * @throws DomainError `not_found`, `forbidden` when somebody else has taken it on and the viewer is no manager
 */
export async function releaseAlert(ctx: TenantContext<Viewer>, studentId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    const [student] = await tx.$queryRaw<{ takenBy: string | null }[]>(sql`
      SELECT (SELECT t."takenBy" FROM taken_alerts t WHERE t."tenantId" = s."tenantId" AND t."studentId" = s.id) AS "takenBy"
      FROM students s
      WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${studentsInSight(asStaff(ctx))} FOR NO KEY UPDATE OF s`)
    if (!student) throw notInSight()
    if (student.takenBy === null) return
    if (student.takenBy !== ctx.viewer.userId && !isManager(ctx.viewer)) throw forbidden('Somebody else has taken this on; they or a manager can give it back.')
    await tx.$executeRaw(sql`DELETE FROM taken_alerts WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "studentId" = ${studentId}::uuid`)
    await recordAudit(tx, ctx, { action: 'alert.released', subject: 'student', subjectId: studentId })
    await emit(tx, ctx, { name: 'alert.changed', payload: { studentId } })
  })
}
