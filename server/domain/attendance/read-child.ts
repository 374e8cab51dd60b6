import type { ChildPage } from '#shared/schemas/home'
import { addDays, localToday, startOfWeek } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { hasPhoto } from '../people/sight'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import { cardColumns, type CardRow, cardTables, newestMarks, showCard } from './family-card'
import { marksOfStudent } from './family-figures'

const AHEAD = { days: 60, most: 12 }
const RECENT = 20
/** Half a year: as many weeks as stand side by side on a phone. */
const WEEKS = 27

interface ChildRow extends CardRow {
  marks: ChildPage['calendar']['marks']
  recent: ChildPage['recent']
  photo: boolean
}

const calendarOf = (today: string) => ({ from: addDays(startOfWeek(today), 7 - 7 * WEEKS), to: today })

/** The one statement behind `readChild`; no row when the child is not in sight. */
export function childSql(ctx: TenantContext<Viewer>, studentId: string, now: Date): Sql {
  const { from, to } = calendarOf(localToday(ctx.tenant, now))
  return sql`
    SELECT ${cardColumns}, calendar.marks, recent.recent, ${hasPhoto} AS photo ${cardTables(ctx, now, AHEAD, sql`s.id = ${studentId}::uuid`)}
    CROSS JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('date', m.date, 'status', m.status) ORDER BY m.date, m."lessonId"), '[]') AS marks
      ${marksOfStudent} AND m.date BETWEEN ${from}::date AND ${to}::date) calendar
    CROSS JOIN LATERAL (SELECT coalesce(json_agg(newest.*), '[]') AS recent FROM (${newestMarks(RECENT)}) newest) recent`
}

/**
 * One child as home sees it: the card, half a year of marks by day, the newest ones with their notes.
 * @throws DomainError `not_found` for anybody but the student and whoever is a guardian today
 */
export async function readChild(ctx: TenantContext<Viewer>, studentId: string, now = new Date()): Promise<ChildPage> {
  const [row] = await db.query<ChildRow>(ctx, childSql(ctx, studentId, now))
  if (!row) throw notInSight()
  const today = localToday(ctx.tenant, now)
  return { ...showCard(ctx, row, now), todayDate: today, calendar: { ...calendarOf(today), marks: row.marks }, recent: row.recent, photo: row.photo }
}
