import { sql } from '../../../../infra/db/sql'
import { asStaff, marksInSight } from '../../sight'
import { type RecordKind, tenantOf } from '../record-kind'

/** Attendance. The figures stay; why somebody was away, and what was noted, goes. */
export const marks: RecordKind = {
  name: 'marks',
  tables: ['marks'],
  columns: ['date', 'group', 'status', 'minutesLate', 'reason', 'note', 'behaviour', 'participation', 'setAt', 'setBy'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT m.date, g.name AS "group", m.status::text AS status, m."minutesLate", m.reason, m.note, m.behaviour, m.participation, m."setAt",
      CASE WHEN NOT ${forFamily} THEN (SELECT u.name FROM users u WHERE u."tenantId" = m."tenantId" AND u.id = m."setBy") END AS "setBy"
    FROM marks m JOIN groups g ON g."tenantId" = m."tenantId" AND g.id = m."groupId"
    WHERE m."tenantId" = ${ctx.tenant.id}::uuid AND m."studentId" = ${studentId}::uuid AND ${forFamily ? sql`true` : marksInSight(asStaff(ctx))} ORDER BY m.date, m."setAt", m.id`,
  erase: ({ ctx, studentId }) => [sql`
    UPDATE marks SET note = NULL, reason = NULL WHERE "tenantId" = ${tenantOf({ ctx })}::uuid AND "studentId" = ${studentId}::uuid
      AND (note IS NOT NULL OR reason IS NOT NULL)`],
}
