import { sql } from '../../../../infra/db/sql'
import type { RecordKind } from '../record-kind'

/** How skills were judged, with what was corrected. Values and levels stay; notes go, by the only function that may touch them. */
export const assessments: RecordKind = {
  name: 'assessments',
  tables: ['assessments'],
  columns: ['id', 'skill', 'value', 'unit', 'level', 'note', 'assessedAt', 'corrects', 'assessedBy'],
  rows: ({ ctx, studentId, forFamily }) => sql`
    SELECT a.id, sk.name AS skill, a.value, sk.unit::text AS unit, a.level, a.note, a."assessedAt", a."correctsId" AS corrects,
      CASE WHEN NOT ${forFamily} THEN (SELECT u.name FROM users u WHERE u."tenantId" = a."tenantId" AND u.id = a."assessedBy") END AS "assessedBy"
    FROM assessments a JOIN skills sk ON sk."tenantId" = a."tenantId" AND sk.id = a."skillId"
    WHERE a."tenantId" = ${ctx.tenant.id}::uuid AND a."studentId" = ${studentId}::uuid ORDER BY a."assessedAt", a.id`,
  erase: ({ studentId }) => [sql`SELECT erase_words_of_assessments(${studentId}::uuid)`],
}
