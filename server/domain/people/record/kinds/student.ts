import * as m from '#messages'
import { sql } from '../../../../infra/db/sql'
import { type RecordKind, tenantOf } from '../record-kind'

/** The record itself. Its row stays, under nobody's name, for marks to be counted by. */
export const student: RecordKind = {
  name: 'student',
  tables: ['students'],
  columns: ['id', 'name', 'givenName', 'familyName', 'birthDate', 'sourcedId', 'trial', 'email', 'createdAt', 'endedAt'],
  rows: ({ ctx, studentId }) => sql`
    SELECT s.id, s.name, s."givenName", s."familyName", s."birthDate", s."sourcedId", s.trial, u.email, s."createdAt", s."endedAt"
    FROM students s LEFT JOIN users u ON u."tenantId" = s."tenantId" AND u.id = s."userId"
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid`,
  erase: ({ ctx, studentId }) => [sql`
    UPDATE students SET name = ${m.record_erased_name({}, { locale: ctx.tenant.locale })}, "givenName" = '', "familyName" = '', "birthDate" = NULL, "sourcedId" = NULL,
      "userId" = NULL, trial = false, "endedAt" = COALESCE("endedAt", now()), "endedByHand" = true, "namedByHand" = true,
      "erasedAt" = now(), "updatedAt" = now()
    WHERE "tenantId" = ${tenantOf({ ctx })}::uuid AND id = ${studentId}::uuid`],
}
