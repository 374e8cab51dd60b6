import type { Lesson, LessonsQuery } from '#shared/schemas/lessons'
import { toPage } from '#shared/schemas/paging'
import { daysBetween, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { DomainError } from '../errors'
import { lessonsInSight, registersInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { lessonColumns } from './lesson-columns'
import { type LessonRow, lessonView } from './lesson-view'

const MOST_DAYS = 366

interface LessonsRow { total: number, data: (LessonRow & { ownRegister: boolean })[] }

const badRange = (path: string, message: string) =>
  new DomainError('bad_query', { status: 400, detail: 'The query does not fit; see errors.', errors: [{ path, code: 'bad_range', message }] })

/** The days that were asked for: one, a bounded range, or today. @throws DomainError `bad_query` */
function rangeOf({ date, from, to }: LessonsQuery, today: string): { from: string, to: string } {
  if (date !== undefined && (from !== undefined || to !== undefined)) throw badRange('date', 'Give one date, or from and to.')
  if ((from === undefined) !== (to === undefined)) throw badRange(from === undefined ? 'from' : 'to', 'A range needs both from and to.')
  const range = { from: from ?? date ?? today, to: to ?? date ?? today }
  if (daysBetween(range.from, range.to) < 0) throw badRange('to', 'to is before from.')
  if (daysBetween(range.from, range.to) >= MOST_DAYS) throw badRange('to', `At most ${MOST_DAYS} days at a time.`)
  return range
}

/**
 * The lessons that concern the viewer, in the order of the day. A family is not told whether the register was taken:
 * gaps in it are the school's own.
 */
export async function listLessons(ctx: TenantContext<Viewer>, query: LessonsQuery) {
  const { page, limit, groupId } = query
  const { from, to } = rangeOf(query, localToday(ctx.tenant))
  const [row] = await db.query<LessonsRow>(ctx, sql`
    WITH seen AS MATERIALIZED (
      SELECT ${lessonColumns}, ${registersInSight(ctx)} AS "ownRegister"
      FROM lessons l JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"
      WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.date BETWEEN ${from}::date AND ${to}::date
        AND (${groupId ?? null}::uuid IS NULL OR l."groupId" = ${groupId ?? null}::uuid) AND ${lessonsInSight(ctx)}
    )
    SELECT (SELECT count(*) FROM seen) AS total, coalesce((SELECT json_agg(listed) FROM (
      SELECT * FROM seen ORDER BY date, "startTime", "groupName", id LIMIT ${limit}::int OFFSET ${(page - 1) * limit}::int) listed), '[]') AS data`)
  const data = (row?.data ?? []).map(({ ownRegister, ...lesson }): Lesson => {
    const { register, ...rest } = lessonView(ctx.tenant, lesson)
    return ownRegister ? { ...rest, register } : rest
  })
  return toPage(data, { page, limit }, row?.total ?? 0)
}
