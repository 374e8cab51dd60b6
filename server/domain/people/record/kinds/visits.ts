import { sql } from '../../../../infra/db/sql'
import type { RecordKind } from '../record-kind'

/** Lessons of other groups that the student was a guest of. Nothing in it says who it was. */
export const visits: RecordKind = {
  name: 'visits',
  tables: ['lesson_guests'],
  columns: ['date', 'group', 'kind'],
  rows: ({ ctx, studentId }) => sql`
    SELECT l.date, g.name AS "group", lg.kind::text AS kind FROM lesson_guests lg
    JOIN lessons l ON l."tenantId" = lg."tenantId" AND l.id = lg."lessonId" JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"
    WHERE lg."tenantId" = ${ctx.tenant.id}::uuid AND lg."studentId" = ${studentId}::uuid ORDER BY l.date, lg.id`,
}
