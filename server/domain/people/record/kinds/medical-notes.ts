import { sql } from '../../../../infra/db/sql'
import { type RecordKind, tenantOf } from '../record-kind'

/** What staff have to know of the child's health. It is about the child, so a family gets it as well. */
export const medicalNotes: RecordKind = {
  name: 'medicalNotes',
  tables: ['medical_notes'],
  columns: ['condition', 'reaction', 'whatToDo', 'updatedAt', 'updatedBy'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT n.condition, n.reaction, n."whatToDo", n."updatedAt",
      CASE WHEN NOT ${forFamily} THEN (SELECT u.name FROM users u WHERE u."tenantId" = n."tenantId" AND u.id = n."updatedBy") END AS "updatedBy"
    FROM medical_notes n WHERE n."tenantId" = ${ctx.tenant.id}::uuid AND n."studentId" = ${studentId}::uuid`,
  erase: ({ ctx, studentId }) => [sql`
    DELETE FROM medical_notes WHERE "tenantId" = ${tenantOf({ ctx })}::uuid AND "studentId" = ${studentId}::uuid`],
}
