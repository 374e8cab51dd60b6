import { sql } from '../../../../infra/db/sql'
import { type RecordKind, tenantOf } from '../record-kind'

/** Word in advance. Another guardian's words stay with them, and who wrote a notice too. */
export const absenceNotices: RecordKind = {
  name: 'absenceNotices',
  tables: ['absence_notices'],
  columns: ['from', 'to', 'reason', 'createdAt', 'withdrawnAt', 'createdBy'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT n."from", n."to", CASE WHEN NOT ${forFamily} OR n."createdBy" = ${ctx.viewer.userId}::uuid THEN n.reason END AS reason, n."createdAt", n."withdrawnAt",
      CASE WHEN NOT ${forFamily} THEN (SELECT u.name FROM users u WHERE u."tenantId" = n."tenantId" AND u.id = n."createdBy") END AS "createdBy"
    FROM absence_notices n WHERE n."tenantId" = ${ctx.tenant.id}::uuid AND n."studentId" = ${studentId}::uuid ORDER BY n."from", n.id`,
  erase: ({ ctx, studentId }) => [sql`
    DELETE FROM absence_notices WHERE "tenantId" = ${tenantOf({ ctx })}::uuid AND "studentId" = ${studentId}::uuid`],
}
