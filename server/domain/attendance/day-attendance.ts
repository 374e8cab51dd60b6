import type { DayAttendance } from '#shared/schemas/overview'
import type { MarkCounts } from '#shared/utils/attendance'
import { collationOf } from '#shared/utils/collation'
import { addDays, localToday, type LocalDate } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { asStaff, marksInSight, registersInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { countColumns, toSummary } from './counts'
import { tookPlace } from './took-place'

interface Row extends MarkCounts {
  branchId: string | null
  branchName: string | null
  groupId: string | null
  groupName: string | null
  lessons: number
  registersTaken: number
  usual: number | null
}

const WEEKS_OF_USUAL = 4

/** The one statement behind `dayAttendance`: a row for each group with lessons that day, for each branch, for all. */
export function dayAttendanceSql(viewerCtx: TenantContext<Viewer>, day: LocalDate): Sql {
  const ctx = asStaff(viewerCtx)
  const tenant = ctx.tenant.id
  const days = Array.from({ length: WEEKS_OF_USUAL + 1 }, (_, weeks) => addDays(day, -7 * weeks))
  const collation = raw(`"${collationOf(ctx.tenant.locale)}"`)
  return sql`
    WITH counted AS (
      SELECT m."groupId", m.date, ${countColumns}, 0 AS lessons, 0 AS taken FROM marks m
      WHERE m."tenantId" = ${tenant}::uuid AND m.date = ANY(${days}::date[]) AND ${marksInSight(ctx)} AND ${tookPlace}
      GROUP BY m."groupId", m.date
      UNION ALL
      SELECT l."groupId", l.date, 0, 0, 0, 0, count(*), count(l."takenAt") FROM lessons l
      WHERE l."tenantId" = ${tenant}::uuid AND l.date = ${day}::date AND l.status <> 'cancelled' AND ${registersInSight(ctx)}
      GROUP BY l."groupId", l.date),
    daily AS (
      SELECT g."branchId", c."groupId", c.date, sum(c.present) AS present, sum(c.late) AS late, sum(c.absent) AS absent,
        sum(c.excused) AS excused, sum(c.lessons) AS lessons, sum(c.taken) AS taken
      FROM counted c JOIN groups g ON g."tenantId" = ${tenant}::uuid AND g.id = c."groupId"
      GROUP BY GROUPING SETS ((g."branchId", c."groupId", c.date), (g."branchId", c.date), (c.date))),
    figures AS (
      SELECT d."branchId", d."groupId",
        COALESCE(sum(d.present) FILTER (WHERE d.date = ${day}::date), 0)::int AS present,
        COALESCE(sum(d.late) FILTER (WHERE d.date = ${day}::date), 0)::int AS late,
        COALESCE(sum(d.absent) FILTER (WHERE d.date = ${day}::date), 0)::int AS absent,
        COALESCE(sum(d.excused) FILTER (WHERE d.date = ${day}::date), 0)::int AS excused,
        COALESCE(sum(d.lessons), 0)::int AS lessons, COALESCE(sum(d.taken), 0)::int AS "registersTaken",
        avg((d.present + d.late)::float8 / NULLIF(d.present + d.late + d.absent + d.excused, 0)::float8) FILTER (WHERE d.date < ${day}::date) AS usual
      FROM daily d GROUP BY d."branchId", d."groupId")
    SELECT f.*, b.name AS "branchName", g.name AS "groupName"
    FROM figures f
      LEFT JOIN branches b ON b."tenantId" = ${tenant}::uuid AND b.id = f."branchId"
      LEFT JOIN groups g ON g."tenantId" = ${tenant}::uuid AND g.id = f."groupId"
    WHERE f."branchId" IS NULL OR f.lessons > 0 OR f.present + f.late + f.absent + f.excused > 0
    ORDER BY b.name COLLATE ${collation}, b.id, g.name COLLATE ${collation}, g.id`
}

const NOTHING = { present: 0, late: 0, absent: 0, excused: 0, lessons: 0, registersTaken: 0, usual: null }

const figuresOf = (row: Pick<Row, keyof typeof NOTHING>) =>
  ({ ...toSummary(row), usual: row.usual, lessons: row.lessons, registersTaken: row.registersTaken })

/** A day's attendance by branch and by group, against the usual: the mean of the same weekday over four weeks. */
export async function dayAttendance(ctx: TenantContext<Viewer>, date = localToday(ctx.tenant)): Promise<DayAttendance> {
  const rows = await db.query<Row>(ctx, dayAttendanceSql(ctx, date))
  const answer: DayAttendance = { date, whole: figuresOf(NOTHING), branches: [], groups: [] }
  for (const row of rows) {
    const branch = { id: row.branchId ?? '', name: row.branchName ?? '' }
    if (row.groupId !== null) answer.groups.push({ id: row.groupId, name: row.groupName ?? '', branch, ...figuresOf(row) })
    else if (row.branchId !== null) answer.branches.push({ ...branch, ...figuresOf(row) })
    else answer.whole = figuresOf(row)
  }
  return answer
}
