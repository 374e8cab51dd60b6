import { localToday } from '#shared/utils/local-date'
import { sql } from '../../../../infra/db/sql'
import { type RecordKind, tenantOf } from '../record-kind'

/** Where the student belongs and belonged. Days that were stay, for the size of a group then. */
export const groups: RecordKind = {
  name: 'groups',
  tables: ['enrolments'],
  columns: ['group', 'branch', 'from', 'to'],
  rows: ({ ctx, studentId }) => sql`
    SELECT g.name AS "group", b.name AS branch, e."from", e."to" FROM enrolments e
    JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId" JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
    WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e."studentId" = ${studentId}::uuid ORDER BY e."from", g.name, e.id`,
  erase: ({ ctx, studentId }) => {
    const [tenant, today] = [tenantOf({ ctx }), localToday(ctx.tenant)]
    return [
      sql`DELETE FROM enrolments WHERE "tenantId" = ${tenant}::uuid AND "studentId" = ${studentId}::uuid AND "from" >= ${today}::date`,
      sql`UPDATE enrolments SET "to" = least("to", ${today}::date - 1), "endedAt" = COALESCE("endedAt", now()), "sourcedId" = NULL
        WHERE "tenantId" = ${tenant}::uuid AND "studentId" = ${studentId}::uuid`,
    ]
  },
}
