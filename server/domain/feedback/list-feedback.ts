import type { FeedbackList, FeedbackQuery } from '#shared/schemas/feedback'
import { toPage } from '#shared/schemas/paging'
import { recordView } from '../audit/record-view'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { asFamily, studentsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { feedbackInSight } from './feedback-in-sight'
import { type FeedbackRow, feedbackOfStudent } from './feedback-of-student'

/**
 * A student's feedback for the staff, private words and earlier ones included; never to be kept, and each look at
 * private words is in the audit log. Of an own child with whom they do not work, a colleague reads what every parent reads.
 * @throws DomainError `not_found` when the student is not in sight
 */
export async function listFeedback(ctx: TenantContext<Viewer>, studentId: string, { visibility, ...paged }: FeedbackQuery): Promise<FeedbackList> {
  const asStaff = feedbackInSight(ctx)
  const which = { public: sql`f.visibility = 'public'`, private: sql`f.visibility = 'private' AND ${asStaff}` }
  const whose = sql`(${asStaff} OR ${studentsInSight(asFamily(ctx))})`
  const [row] = await db.query<FeedbackRow>(ctx, feedbackOfStudent(ctx, studentId, { whose, which: visibility ? which[visibility] : sql`(${which.public} OR ${which.private})`, paged, withEarlier: asStaff }))
  if (!row) throw notInSight()
  if (row.data.some(one => one.visibility === 'private')) recordView(ctx, 'feedback.viewed', 'student', studentId)
  return toPage(row.data, paged, row.total)
}
