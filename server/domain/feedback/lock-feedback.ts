import type { Visibility } from '#shared/schemas/feedback'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { feedbackInSight } from './feedback-in-sight'

export interface LockedFeedback {
  studentId: string
  visibility: Visibility
  text: string
  writtenAt: Date
  correctedAt: Date | null
  withdrawn: boolean
  /** Written by the viewer. */
  own: boolean
  /** The viewer answers for the branch. */
  manages: boolean
}

/** Holds one piece of feedback until the end of the transaction. @throws DomainError `not_found` when it is not in sight */
export async function lockFeedback(tx: SqlTransaction, ctx: TenantContext<Viewer>, feedbackId: string): Promise<LockedFeedback> {
  const [found] = await tx.$queryRaw<LockedFeedback[]>(sql`
    SELECT f."studentId", f.visibility::text AS visibility, f.text, f."writtenAt", f."correctedAt", f."withdrawnAt" IS NOT NULL AS withdrawn,
      f."writtenBy" = ${ctx.viewer.userId}::uuid AS own, ${feedbackInSight(ctx, ['admin', 'manager'])} AS manages
    FROM feedback f JOIN students s ON s."tenantId" = f."tenantId" AND s.id = f."studentId"
    WHERE f."tenantId" = ${ctx.tenant.id}::uuid AND f.id = ${feedbackId}::uuid AND ${feedbackInSight(ctx)}
    FOR UPDATE OF f`)
  if (!found) throw notInSight()
  return found
}

/** Keeps the words that stood until now. */
export async function keepBefore(tx: SqlTransaction, ctx: TenantContext<Viewer>, feedbackId: string, before: string, withdrawn: boolean): Promise<void> {
  await tx.$executeRaw(sql`
    INSERT INTO feedback_changes ("tenantId", "feedbackId", before, withdrawn, "changedBy")
    VALUES (${ctx.tenant.id}::uuid, ${feedbackId}::uuid, ${before}, ${withdrawn}::boolean, ${ctx.viewer.userId}::uuid)`)
}
