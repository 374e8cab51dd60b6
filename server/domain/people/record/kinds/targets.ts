import { sql } from '../../../../infra/db/sql'
import { type RecordKind, tenantOf } from '../record-kind'

/** Where a skill was to be by a day: of no use without the student, and no figure is made of it. */
export const targets: RecordKind = {
  name: 'targets',
  tables: ['targets'],
  columns: ['skill', 'value', 'unit', 'dueOn', 'setAt', 'setBy'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT sk.name AS skill, t.value, sk.unit::text AS unit, t."dueOn", t."setAt",
      CASE WHEN NOT ${forFamily} THEN (SELECT u.name FROM users u WHERE u."tenantId" = t."tenantId" AND u.id = t."setBy") END AS "setBy"
    FROM targets t JOIN skills sk ON sk."tenantId" = t."tenantId" AND sk.id = t."skillId"
    WHERE t."tenantId" = ${ctx.tenant.id}::uuid AND t."studentId" = ${studentId}::uuid ORDER BY t."dueOn", t.id`,
  erase: ({ ctx, studentId }) => [sql`
    DELETE FROM targets WHERE "tenantId" = ${tenantOf({ ctx })}::uuid AND "studentId" = ${studentId}::uuid`],
}
