import type { FeedbackList } from '#shared/schemas/feedback'
import { type Paged, toPage } from '#shared/schemas/paging'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { asFamily, studentsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { feedbackInSight } from './feedback-in-sight'
import { type FeedbackRow, feedbackOfStudent } from './feedback-of-student'

/**
 * What a student's family reads; the staff too. Asks for public rows alone, so nothing else can get into a kept answer.
 * @throws DomainError `not_found` when the student is not in sight
 */
export async function listPublicFeedback(ctx: TenantContext<Viewer>, studentId: string, paged: Paged): Promise<FeedbackList> {
  const whose = sql`(${feedbackInSight(ctx)} OR ${studentsInSight(asFamily(ctx))})`
  const [row] = await db.query<FeedbackRow>(ctx, feedbackOfStudent(ctx, studentId, { whose, which: sql`f.visibility = 'public'`, paged }))
  if (!row) throw notInSight()
  return toPage(row.data, paged, row.total)
}
