import { sql } from '../../../../infra/db/sql'
import type { RecordKind } from '../record-kind'

/** What the student was awarded. Nothing in it says who it was, and it is counted. */
export const awards: RecordKind = {
  name: 'awards',
  tables: ['awards'],
  columns: ['achievement', 'awardedAt'],
  rows: ({ ctx, studentId }) => sql`
    SELECT ac.name AS achievement, aw."awardedAt" FROM awards aw
    JOIN achievements ac ON ac."tenantId" = aw."tenantId" AND ac.id = aw."achievementId"
    WHERE aw."tenantId" = ${ctx.tenant.id}::uuid AND aw."studentId" = ${studentId}::uuid ORDER BY aw."awardedAt", aw.id`,
}
