import type { FamilyCard, LessonMark } from '#shared/schemas/home'
import type { MarkCounts } from '#shared/utils/attendance'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { asFamily, studentsInSight } from '../people/sight'
import { type Sql, sql } from '../../infra/db/sql'
import { countColumns, toSummary } from './counts'
import { marksOfStudent, toTrend, type WeekCounts, weeksOfMarks } from './family-figures'
import { type Ahead, type FamilyLessonRow, lessonsAhead, lessonsOfToday, showLesson } from './family-lessons'
import { figuresRange } from './figures-range'

export interface CardRow extends MarkCounts {
  id: string
  name: string
  givenName: string
  today: (FamilyLessonRow & { mark: FamilyCard['today'][number]['mark'] })[]
  next: FamilyLessonRow[]
  firstDay: string
  lastDay: string
  weeks: WeekCounts[]
  lastMark: LessonMark | null
  achievement: FamilyCard['achievement']
  notices: FamilyCard['notices']
}

/** What a card tells of the student `s`; goes with `cardTables`. */
export const cardColumns = sql`s.id, s.name, s."givenName", today.lessons AS today, ahead.lessons AS next, days.first AS "firstDay", days.last AS "lastDay",
  figures.*, weeks.weeks, to_json(last_mark.*) AS "lastMark", to_json(badge.*) AS achievement, notices.notices`

/** The newest marks of the student `s`, one a row. */
export const newestMarks = (most: number): Sql => sql`
  SELECT m."lessonId", m.date, g.name AS "groupName", m.status, m."minutesLate", m.note
  FROM (SELECT m.*, l."startTime" FROM (SELECT m.* ${marksOfStudent}) m
    JOIN lessons l ON l."tenantId" = m."tenantId" AND l.id = m."lessonId"
    ORDER BY m.date DESC, l."startTime" DESC, m."lessonId" DESC LIMIT ${most}::int) m
  JOIN groups g ON g."tenantId" = m."tenantId" AND g.id = m."groupId"
  ORDER BY m.date DESC, m."startTime" DESC, m."lessonId" DESC`

/**
 * The viewer's children as `s`, and beside each what its card tells. `OFFSET 0` has PostgreSQL settle first who they are:
 * joined to the rest in an order of its own, it made cards for half a school and threw them away.
 * @param which a further condition over the alias `s`
 */
export function cardTables(ctx: TenantContext<Viewer>, now: Date, ahead: Ahead, which: Sql): Sql {
  const today = localToday(ctx.tenant, now)
  const { first, last } = figuresRange(ctx, { to: today })
  return sql`
    FROM (SELECT s.* FROM students s
      WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s."endedAt" IS NULL AND ${which} AND ${studentsInSight(asFamily(ctx))}
      OFFSET 0) s
    CROSS JOIN (SELECT ${first} AS first, ${last} AS last) days
    CROSS JOIN LATERAL (${lessonsOfToday(ctx, now)}) today
    CROSS JOIN LATERAL (${lessonsAhead(ctx, now, ahead)}) ahead
    CROSS JOIN LATERAL (SELECT ${countColumns} ${marksOfStudent} AND m.date BETWEEN days.first AND days.last) figures
    CROSS JOIN LATERAL (${weeksOfMarks(ctx, now)}) weeks
    LEFT JOIN LATERAL (${newestMarks(1)}) last_mark ON true
    LEFT JOIN LATERAL (SELECT ac.name, aw."awardedAt" FROM awards aw JOIN achievements ac ON ac."tenantId" = aw."tenantId" AND ac.id = aw."achievementId"
      WHERE aw."tenantId" = s."tenantId" AND aw."studentId" = s.id ORDER BY aw."awardedAt" DESC, aw.id DESC LIMIT 1) badge ON true
    CROSS JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('id', n.id, 'from', n."from", 'to', n."to", 'lessonId', n."lessonId")
        ORDER BY n."from", n.id), '[]') AS notices FROM absence_notices n
      WHERE n."tenantId" = s."tenantId" AND n."studentId" = s.id AND n."withdrawnAt" IS NULL AND n."to" >= ${today}::date) notices`
}

/** One card, with its lessons as instants and its figures reckoned. */
export function showCard(ctx: TenantContext, row: CardRow, now: Date): FamilyCard {
  const { id, name, givenName, lastMark, achievement, notices } = row
  return {
    id, name, givenName, lastMark, achievement, notices,
    today: row.today.map(lesson => showLesson(ctx.tenant, lesson)),
    next: row.next.map(lesson => showLesson(ctx.tenant, lesson)),
    summary: toSummary(row),
    range: { from: row.firstDay, to: row.lastDay },
    trend: toTrend(row.weeks, localToday(ctx.tenant, now)),
  }
}
