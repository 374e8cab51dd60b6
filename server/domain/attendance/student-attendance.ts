import type { StudentAttendance, StudentAttendanceQuery } from '#shared/schemas/attendance'
import { toPage } from '#shared/schemas/paging'
import type { MarkCounts } from '#shared/utils/attendance'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { marksInSight, studentsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { countColumns, toSummary } from './counts'
import { figuresRange } from './figures-range'
import { tookPlace } from './took-place'

interface Row extends MarkCounts { from: string, to: string, data: StudentAttendance['data'] }

/** The one statement behind `studentAttendance`; no row when the student is not in sight. */
export function studentAttendanceSql(ctx: TenantContext<Viewer>, studentId: string, query: StudentAttendanceQuery): Sql {
  const tenant = ctx.tenant.id
  const { first, last } = figuresRange(ctx, query)
  return sql`
    WITH days AS MATERIALIZED (SELECT ${first} AS first, ${last} AS last),
    seen AS MATERIALIZED (
      SELECT m."lessonId", m."groupId", m.date, m.status, m."minutesLate", m.note
      FROM marks m, days
      WHERE m."tenantId" = ${tenant}::uuid AND m."studentId" = ${studentId}::uuid AND m.date BETWEEN days.first AND days.last
        AND ${marksInSight(ctx)} AND ${tookPlace}),
    page AS (
      SELECT m."lessonId", m.date, g.name AS "groupName", m.status, m."minutesLate", m.note
      FROM seen m
        JOIN groups g ON g."tenantId" = ${tenant}::uuid AND g.id = m."groupId"
        JOIN lessons l ON l."tenantId" = ${tenant}::uuid AND l.id = m."lessonId"
      ORDER BY m.date DESC, l."startTime" DESC, l.id DESC
      LIMIT ${query.limit} OFFSET ${(query.page - 1) * query.limit})
    SELECT days.first AS "from", days.last AS "to", counts.*, (SELECT COALESCE(json_agg(page), '[]') FROM page) AS data
    FROM students s, days, (SELECT ${countColumns} FROM seen m) counts
    WHERE s."tenantId" = ${tenant}::uuid AND s.id = ${studentId}::uuid AND ${studentsInSight(ctx)}`
}

/**
 * The marks of one student, the newest first, and what they come to. A parent and a student get marks only:
 * lessons without one do not occur.
 * @throws DomainError `not_found` when the student is not in sight
 */
export async function studentAttendance(ctx: TenantContext<Viewer>, studentId: string, query: StudentAttendanceQuery): Promise<StudentAttendance> {
  const [row] = await db.query<Row>(ctx, studentAttendanceSql(ctx, studentId, query))
  if (!row) throw notInSight()
  const summary = toSummary(row)
  return { summary, range: { from: row.from, to: row.to }, ...toPage(row.data, query, summary.total) }
}
