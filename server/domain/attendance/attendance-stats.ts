import type { AttendanceStats, AttendanceStatsQuery } from '#shared/schemas/attendance'
import type { MarkCounts } from '#shared/utils/attendance'
import { collationOf } from '#shared/utils/collation'
import type { TenantContext, Viewer } from '../context'
import { asStaff } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { countedMarks } from './counted-marks'
import { toSummary } from './counts'
import { figuresRange } from './figures-range'

interface Row extends MarkCounts { key: string, label: string }

const SUMS = sql`sum(c.present)::int AS present, sum(c.late)::int AS late, sum(c.absent)::int AS absent, sum(c.excused)::int AS excused`
const SOME = sql`HAVING sum(c.present + c.late + c.absent + c.excused) > 0`

/** The one statement behind `attendanceStats`: marks are counted before names are joined to them. */
export function attendanceStatsSql(viewerCtx: TenantContext<Viewer>, query: AttendanceStatsQuery): Sql {
  const ctx = asStaff(viewerCtx)
  const days = figuresRange(ctx, query)
  const counted = (by: Sql) => countedMarks(ctx, by, days)
  if (query.by === 'day')
    return sql`SELECT c.by::text AS key, c.by::text AS label, ${SUMS} FROM (${counted(sql`m.date`)}) c GROUP BY c.by ${SOME} ORDER BY c.by`
  if (query.by === 'week') {
    return sql`SELECT to_char(c.monday, 'IYYY-"W"IW') AS key, c.monday::text AS label, ${SUMS}
      FROM (SELECT by - (extract(isodow FROM by)::int - 1) AS monday, present, late, absent, excused FROM (${counted(sql`m.date`)}) days) c
      GROUP BY c.monday ${SOME} ORDER BY c.monday`
  }
  const named = query.by === 'branch' ? sql`b` : sql`g`
  return sql`SELECT ${named}.id AS key, ${named}.name AS label, ${SUMS}
    FROM (${counted(sql`m."groupId"`)}) c
      JOIN groups g ON g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = c.by
      JOIN branches b ON b."tenantId" = g."tenantId" AND b.id = g."branchId"
    GROUP BY ${named}.id, ${named}.name ${SOME} ORDER BY ${named}.name COLLATE ${raw(`"${collationOf(ctx.tenant.locale)}"`)}, ${named}.id`
}

/** What the marks of a range come to by branch, group, day or week; a teacher's are those of own groups. */
export async function attendanceStats(ctx: TenantContext<Viewer>, query: AttendanceStatsQuery): Promise<AttendanceStats> {
  const rows = await db.query<Row>(ctx, attendanceStatsSql(ctx, query))
  return { data: rows.map(row => ({ key: row.key, label: row.label, ...toSummary(row) })) }
}
