import type { TenantContext } from '../context'
import { type Sql, sql } from '../../infra/db/sql'

/**
 * A sub-select of the lessons in whose roster a student stands, as enrolled or as a guest, cancelled ones too.
 * @param studentId SQL of the student's id, likely a column of the query around it
 * @param from SQL of the first day @param to SQL of the last day
 */
export function lessonsOfStudent(ctx: TenantContext, studentId: Sql, from: Sql, to: Sql): Sql {
  const tenantId = ctx.tenant.id
  const columns = sql`l.id, l."groupId", l.date, l."startTime", l."endTime", l.place, l.kind, l.status`
  // UNION takes out the lesson of a child who is in it twice.
  return sql`
    SELECT ${columns} FROM enrolments e
    JOIN lessons l ON l."tenantId" = e."tenantId" AND l."groupId" = e."groupId" AND l.date BETWEEN ${from} AND ${to}
      AND l.date >= e."from" AND (e."to" IS NULL OR l.date <= e."to")
    WHERE e."tenantId" = ${tenantId}::uuid AND e."studentId" = ${studentId}
    UNION
    SELECT ${columns} FROM lesson_guests lg
    JOIN lessons l ON l."tenantId" = lg."tenantId" AND l.id = lg."lessonId" AND l.date BETWEEN ${from} AND ${to}
    WHERE lg."tenantId" = ${tenantId}::uuid AND lg."studentId" = ${studentId}`
}
