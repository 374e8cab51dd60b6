import { feedbackInSight } from '../../../feedback/feedback-in-sight'
import { type Sql, sql } from '../../../../infra/db/sql'
import { type RecordKind, type RecordScope, tenantOf } from '../record-kind'

/**
 * Over the alias `f`: what the viewer reads of a student's feedback. A family what is public and was not taken back; a
 * manager nothing of a guest, who is another branch's.
 */
const read = ({ ctx, studentId, forFamily }: RecordScope): Sql => sql`f."tenantId" = ${ctx.tenant.id}::uuid AND f."studentId" = ${studentId}::uuid AND ${
  forFamily
    ? sql`f.visibility = 'public' AND f."withdrawnAt" IS NULL`
    : sql`EXISTS (SELECT 1 FROM students s WHERE s."tenantId" = f."tenantId" AND s.id = f."studentId" AND ${feedbackInSight(ctx, ['admin', 'manager'])})`}`

/** What teachers wrote. All of it is words: nothing stays. */
export const feedback: RecordKind = {
  name: 'feedback',
  tables: ['feedback'],
  columns: ['id', 'visibility', 'text', 'writtenAt', 'correctedAt', 'withdrawnAt', 'writtenBy'],
  rows: scope => sql`
    SELECT f.id, f.visibility::text AS visibility, f.text, f."writtenAt", f."correctedAt", f."withdrawnAt", u.name AS "writtenBy"
    FROM feedback f JOIN users u ON u."tenantId" = f."tenantId" AND u.id = f."writtenBy" WHERE ${read(scope)} ORDER BY f."writtenAt", f.id`,
  // What stood before goes with it.
  erase: scope => [sql`DELETE FROM feedback WHERE "tenantId" = ${tenantOf(scope)}::uuid AND "studentId" = ${scope.studentId}::uuid`],
}

/** What stood before corrections, for the office alone, as on the page. */
export const feedbackChanges: RecordKind = {
  name: 'feedbackChanges',
  tables: ['feedback_changes'],
  columns: ['feedback', 'before', 'withdrawn', 'changedAt', 'changedBy'],
  rows: scope => sql`
    SELECT f.id AS feedback, c.before, c.withdrawn, c."changedAt", u.name AS "changedBy"
    FROM feedback f JOIN feedback_changes c ON c."tenantId" = f."tenantId" AND c."feedbackId" = f.id
    LEFT JOIN users u ON u."tenantId" = c."tenantId" AND u.id = c."changedBy"
    WHERE NOT ${scope.forFamily} AND ${read(scope)} ORDER BY c."changedAt", c.id`,
}
