import type { BehaviourTrend } from '#shared/schemas/behaviour'
import { addDays, localToday, startOfWeek, type LocalDate } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { marksInSight, studentsInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { tookPlace } from './took-place'

/** This week and eleven before it. */
const WEEKS = 12
const RECENT = 4

/** Of one week, the present one being 0: how many marks of each kind, and their sum. */
interface WeekMarks { week: number, behaviours: number, behaviour: number, participations: number, participation: number }
type Kind = 'behaviour' | 'participation'

/** The one statement behind `behaviourTrend`; no row when the student is not in sight. */
export function behaviourSql(ctx: TenantContext<Viewer>, studentId: string, monday: LocalDate): Sql {
  return sql`
    SELECT (SELECT COALESCE(json_agg(weekly), '[]') FROM (
      SELECT (${addDays(monday, 6)}::date - m.date) / 7 AS week,
        count(m.behaviour) AS behaviours, COALESCE(sum(m.behaviour), 0) AS behaviour,
        count(m.participation) AS participations, COALESCE(sum(m.participation), 0) AS participation
      FROM marks m
      WHERE m."tenantId" = s."tenantId" AND m."studentId" = s.id
        AND m.date BETWEEN ${addDays(monday, -7 * (WEEKS - 1))}::date AND ${addDays(monday, 6)}::date
        AND (m.behaviour IS NOT NULL OR m.participation IS NOT NULL) AND ${marksInSight(ctx)} AND ${tookPlace}
      GROUP BY 1) weekly) AS weeks
    FROM students s
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id = ${studentId}::uuid AND ${studentsInSight(ctx)}`
}

function meanOf(weeks: readonly WeekMarks[], kind: Kind): number | null {
  const given = weeks.reduce((sum, week) => sum + week[`${kind}s`], 0)
  return given === 0 ? null : weeks.reduce((sum, week) => sum + week[kind], 0) / given
}

function trendOf(weeks: readonly WeekMarks[], kind: Kind): BehaviourTrend['behaviour'] {
  const recent = meanOf(weeks.filter(({ week }) => week < RECENT), kind)
  const before = meanOf(weeks.filter(({ week }) => week >= RECENT && week < 2 * RECENT), kind)
  return { recent, before, change: recent === null || before === null ? null : recent - before }
}

/**
 * How a student behaves and takes part, by the marks 1 to 5 of twelve weeks: the family and the staff see it alike.
 * A mean is over marks, so a week of many lessons weighs more than one of few.
 * @throws DomainError `not_found` when the student is not in sight
 */
export async function behaviourTrend(ctx: TenantContext<Viewer>, studentId: string, now = new Date()): Promise<BehaviourTrend> {
  const monday = startOfWeek(localToday(ctx.tenant, now))
  const [row] = await db.query<{ weeks: WeekMarks[] }>(ctx, behaviourSql(ctx, studentId, monday))
  if (!row) throw notInSight()
  const of = (wanted: number) => row.weeks.filter(({ week }) => week === wanted)
  return {
    weeks: Array.from({ length: WEEKS }, (_, i) => WEEKS - 1 - i).map(week => ({
      from: addDays(monday, -7 * week), behaviour: meanOf(of(week), 'behaviour'), participation: meanOf(of(week), 'participation'),
    })),
    behaviour: trendOf(row.weeks, 'behaviour'),
    participation: trendOf(row.weeks, 'participation'),
  }
}
