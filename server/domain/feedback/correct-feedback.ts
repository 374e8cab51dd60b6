import type { FeedbackWritten } from '#shared/schemas/feedback'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { keepBefore, lockFeedback } from './lock-feedback'

/**
 * Puts other words in place of one's own; those that stood are kept. Who reads it stays as it is: what was private is
 * made public by nobody's slip.
 * @throws DomainError `not_found`, `forbidden` for another's words, `withdrawn` 409
 */
export async function correctFeedback(ctx: TenantContext<Viewer>, feedbackId: string, text: string): Promise<FeedbackWritten> {
  return db.change(ctx, async (tx) => {
    const { studentId, visibility, writtenAt, ...standing } = await lockFeedback(tx, ctx, feedbackId)
    if (!standing.own) throw forbidden('Somebody else wrote this; only they can correct it.')
    if (standing.withdrawn) throw new DomainError('withdrawn', { status: 409, detail: 'This feedback was taken back; write it anew.' })
    const answer = (correctedAt: Date | null) =>
      ({ id: feedbackId, visibility, writtenAt: writtenAt.toISOString(), correctedAt: correctedAt?.toISOString() ?? null })
    if (standing.text === text) return answer(standing.correctedAt)
    await keepBefore(tx, ctx, feedbackId, standing.text, false)
    const [changed] = await tx.$queryRaw<{ correctedAt: Date }[]>(sql`
      UPDATE feedback SET text = ${text}, "correctedAt" = now()
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${feedbackId}::uuid RETURNING "correctedAt"`)
    await recordAudit(tx, ctx, { action: 'feedback.corrected', subject: 'student', subjectId: studentId, details: { feedbackId, visibility } })
    await emit(tx, ctx, { name: 'feedback.changed', payload: { studentId, feedbackId, visibility, change: 'corrected' } })
    return answer(changed?.correctedAt ?? null)
  })
}
