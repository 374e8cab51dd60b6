import type { FeedbackInput, FeedbackWritten } from '#shared/schemas/feedback'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { feedbackInSight } from './feedback-in-sight'

/**
 * Writes down what a teacher has to say of a student, for the family or for the staff alone.
 * @throws DomainError `not_found` when the student is none of the viewer's
 */
export async function giveFeedback(ctx: TenantContext<Viewer>, studentId: string, { visibility, text }: FeedbackInput): Promise<FeedbackWritten> {
  return db.change(ctx, async (tx) => {
    const [written] = await tx.$queryRaw<{ id: string, writtenAt: Date }[]>(sql`
      INSERT INTO feedback ("tenantId", "studentId", visibility, text, "writtenBy")
      SELECT s."tenantId", s.id, ${visibility}::feedback_visibility, ${text}, ${ctx.viewer.userId}::uuid FROM students s
      WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND s."endedAt" IS NULL AND ${feedbackInSight(ctx)}
      FOR KEY SHARE OF s
      RETURNING id, "writtenAt"`)
    if (!written) throw notInSight()
    await recordAudit(tx, ctx, { action: 'feedback.given', subject: 'student', subjectId: studentId, details: { feedbackId: written.id, visibility } })
    await emit(tx, ctx, { name: 'feedback.changed', payload: { studentId, feedbackId: written.id, visibility, change: 'given' } })
    return { id: written.id, visibility, writtenAt: written.writtenAt.toISOString(), correctedAt: null }
  })
}
