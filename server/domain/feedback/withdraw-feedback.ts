import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { forbidden } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { keepBefore, lockFeedback } from './lock-feedback'

/**
 * Takes feedback back: nobody reads it any more, and what it said is kept. Once more does nothing.
 * @throws DomainError `not_found`, `forbidden` for a colleague who neither wrote it nor answers for the branch
 */
export async function withdrawFeedback(ctx: TenantContext<Viewer>, feedbackId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    const { studentId, visibility, text, withdrawn, own, manages } = await lockFeedback(tx, ctx, feedbackId)
    if (!own && !manages) throw forbidden('Somebody else wrote this; only they or a manager can take it back.')
    if (withdrawn) return
    await keepBefore(tx, ctx, feedbackId, text, true)
    await tx.$executeRaw(sql`UPDATE feedback SET "withdrawnAt" = now() WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${feedbackId}::uuid`)
    await recordAudit(tx, ctx, { action: 'feedback.withdrawn', subject: 'student', subjectId: studentId, details: { feedbackId, visibility } })
    await emit(tx, ctx, { name: 'feedback.changed', payload: { studentId, feedbackId, visibility, change: 'withdrawn' } })
  })
}
