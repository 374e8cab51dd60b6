import { sql } from '../../../../infra/db/sql'
import { type RecordKind, tenantOf } from '../record-kind'

/** Who of the staff has the student's alerts in hand: among the staff. */
export const takenAlerts: RecordKind = {
  name: 'takenAlerts',
  tables: ['taken_alerts'],
  columns: ['takenAt', 'until', 'note', 'takenBy'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT t."takenAt", t.until, t.note, u.name AS "takenBy" FROM taken_alerts t JOIN users u ON u."tenantId" = t."tenantId" AND u.id = t."takenBy"
    WHERE t."tenantId" = ${ctx.tenant.id}::uuid AND t."studentId" = ${studentId}::uuid AND NOT ${forFamily}`,
  erase: ({ ctx, studentId }) => [sql`
    DELETE FROM taken_alerts WHERE "tenantId" = ${tenantOf({ ctx })}::uuid AND "studentId" = ${studentId}::uuid`],
}
