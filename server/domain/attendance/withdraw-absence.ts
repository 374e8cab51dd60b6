import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, notInSight } from '../errors'
import { emit } from '../events/emit'
import { asStaff, studentsInSight } from '../people/sight'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { absenceHasBegun, type CoveredDays } from './absence-has-begun'
import { firstLesson } from './notices-in-sight'

interface FoundNotice extends CoveredDays {
  studentId: string
  withdrawn: boolean
  /** Written by the viewer, or about a child with whom the viewer works. */
  mayChange: boolean
}

/**
 * Takes an absence notice back, until the first lesson it covers begins. Once more does nothing.
 * @throws DomainError `not_found`, `forbidden` for another guardian's notice, `already_begun`
 */
export async function withdrawAbsence(ctx: TenantContext<Viewer>, noticeId: string, now = new Date()): Promise<void> {
  await db.change(ctx, async (tx) => {
    const notice = await lockNotice(tx, ctx, noticeId)
    if (!notice) throw notInSight()
    if (!notice.mayChange) throw forbidden('Somebody else reported this absence; only they or the staff can withdraw it.')
    if (notice.withdrawn) return
    if (absenceHasBegun(notice, ctx.tenant, now)) {
      throw new DomainError('already_begun', { status: 409, detail: 'The first lesson of this absence has begun, so the notice stands. Tell the teacher instead.' })
    }
    await tx.$executeRaw(sql`UPDATE absence_notices SET "withdrawnAt" = now() WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${noticeId}::uuid`)
    await recordAudit(tx, ctx, {
      action: 'absence_notice.withdrawn', subject: 'absence_notice', subjectId: noticeId, details: { studentId: notice.studentId },
    })
    await emit(tx, ctx, { name: 'absence.changed', payload: { studentIds: [notice.studentId] } })
  })
}

async function lockNotice(tx: SqlTransaction, ctx: TenantContext<Viewer>, noticeId: string): Promise<FoundNotice | undefined> {
  const [notice] = await tx.$queryRaw<FoundNotice[]>(sql`
    SELECT n."studentId", n."withdrawnAt" IS NOT NULL AS withdrawn, n."to"::text AS "to",
      (n."createdBy" IS NOT DISTINCT FROM ${ctx.viewer.userId}::uuid OR ${studentsInSight(asStaff(ctx))}) AS "mayChange",
      first.date::text AS "firstDate", first."startTime"::text AS "firstStart"
    FROM absence_notices n
    JOIN students s ON s."tenantId" = n."tenantId" AND s.id = n."studentId"
    LEFT JOIN LATERAL (${firstLesson(ctx)}) first ON true
    WHERE n."tenantId" = ${ctx.tenant.id}::uuid AND n.id = ${noticeId}::uuid AND ${studentsInSight(ctx)}
    FOR UPDATE OF n`)
  return notice
}
