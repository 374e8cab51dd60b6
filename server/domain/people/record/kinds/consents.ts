import { sql } from '../../../../infra/db/sql'
import type { RecordKind } from '../record-kind'

/** What was decided, on which of the school's texts. That somebody did stays: who they were went with their user, and the texts are everybody's. */
export const consents: RecordKind = {
  name: 'consents',
  tables: ['consents'],
  columns: ['kind', 'version', 'text', 'given', 'decidedAt', 'decidedBy'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT t.kind::text AS kind, t.version, t.text, c.given, c."decidedAt", CASE WHEN NOT ${forFamily} OR c."decidedBy" = ${ctx.viewer.userId}::uuid
      THEN (SELECT u.name FROM users u WHERE u."tenantId" = c."tenantId" AND u.id = c."decidedBy") END AS "decidedBy"
    FROM consents c JOIN consent_texts t ON t."tenantId" = c."tenantId" AND t.id = c."textId"
    WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."studentId" = ${studentId}::uuid ORDER BY c."decidedAt", c.id`,
}
