import { sql } from '../../../../infra/db/sql'
import { type RecordKind, tenantOf } from '../record-kind'

/** Whom to call. They are other people's numbers: a family, where not everybody may know everybody's, does not get them. */
export const emergencyContacts: RecordKind = {
  name: 'emergencyContacts',
  tables: ['emergency_contacts'],
  columns: ['name', 'relation', 'phone', 'priority'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT c.name, c.relation, c.phone, c.priority FROM emergency_contacts c
    WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."studentId" = ${studentId}::uuid AND NOT ${forFamily} ORDER BY c.priority, c.id`,
  erase: ({ ctx, studentId }) => [sql`
    DELETE FROM emergency_contacts WHERE "tenantId" = ${tenantOf({ ctx })}::uuid AND "studentId" = ${studentId}::uuid`],
}
