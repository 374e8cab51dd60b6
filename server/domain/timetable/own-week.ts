import type { OwnWeek } from '#shared/schemas/timetable'
import { localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { type OwnLesson, ownLessonsSql } from './own-lessons'
import { closuresBetween, weekOf } from './week-columns'

const MOST = 300

/** The week of one person: the lessons that they give, and those of their children. @param day any day of it; left out: this week */
export async function ownWeek(ctx: TenantContext<Viewer>, day?: string): Promise<OwnWeek> {
  const today = localToday(ctx.tenant)
  const week = weekOf(day ?? today)
  const [from, to] = [sql`${week.from}::date`, sql`${week.to}::date`]
  const [row] = await db.query<Pick<OwnWeek, 'closures'> & { lessons: (OwnLesson & { sequence: number, updatedAt: string })[] }>(ctx, sql`
    WITH own AS MATERIALIZED (${ownLessonsSql(ctx, from, to, MOST + 1)})
    SELECT coalesce((SELECT json_agg(own) FROM own), '[]') AS lessons,
      (${closuresBetween(ctx.tenant.id, from, to, sql`c."branchId" IN (SELECT own."branchId" FROM own)`)}) AS closures`)
  const lessons = (row?.lessons ?? []).map(({ sequence: _, updatedAt: __, ...lesson }): OwnLesson => lesson)
  return { ...week, today, closures: row?.closures ?? [], lessons: lessons.slice(0, MOST), more: lessons.length > MOST }
}
