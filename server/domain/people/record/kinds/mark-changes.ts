import { sql } from '../../../../infra/db/sql'
import { asStaff, registersInSight } from '../../sight'
import type { RecordKind } from '../record-kind'

/** How marks were corrected. That they were stays; the words go, by the only function that may touch the history. */
export const markChanges: RecordKind = {
  name: 'markChanges',
  tables: ['mark_changes'],
  columns: ['date', 'changedAt', 'before', 'after', 'changedBy'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT l.date, c."changedAt", c."before"::text AS "before", c."after"::text AS "after",
      CASE WHEN NOT ${forFamily} THEN (SELECT u.name FROM users u WHERE u."tenantId" = c."tenantId" AND u.id = c."changedBy") END AS "changedBy"
    FROM mark_changes c JOIN lessons l ON l."tenantId" = c."tenantId" AND l.id = c."lessonId"
    WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."studentId" = ${studentId}::uuid
      AND ${forFamily ? sql`true` : registersInSight(asStaff(ctx))} ORDER BY c."changedAt", c.id`,
  erase: ({ studentId }) => [sql`SELECT erase_words_of_marks(${studentId}::uuid)`],
}
