import type { OwnWeek } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { lessonsOfStudent } from '../attendance/lessons-of-student'
import { childrenInSight, groupsOfTeacher, registersInSight } from '../people/sight'
import { join, type Sql, sql } from '../../infra/db/sql'
import { weekColumns, weekJoins } from './week-columns'

export type OwnLesson = OwnWeek['lessons'][number]
/** With what calendars want to know. */
export interface OwnLessonRow extends OwnLesson { sequence: number, updatedAt: Date }

/** A sub-select of `id` and `child`: the lessons that somebody gives, and those of the children whose records they see. */
function mine(ctx: TenantContext<Viewer>, from: Sql, to: Sql): Sql {
  const { viewer } = ctx
  const between = sql`l."tenantId" = ${ctx.tenant.id}::uuid AND l.date BETWEEN ${from} AND ${to}`
  const holds = (...roles: string[]) => viewer.roles.some(role => roles.includes(role))
  const parts: Sql[] = []
  if (holds('teacher')) {
    parts.push(sql`SELECT l.id, NULL::text AS child FROM lessons l WHERE ${between} AND l."groupId" IN (${groupsOfTeacher(ctx)})`)
    parts.push(sql`SELECT l.id, NULL::text FROM lessons l WHERE ${between} AND l."substituteId" = ${viewer.userId}::uuid`)
  }
  const child = (which: Sql) => sql`SELECT c.id, coalesce(nullif(s."givenName", ''), s.name) AS child FROM students s CROSS JOIN LATERAL (${lessonsOfStudent(ctx, sql`s.id`, from, to)}) c
    WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s."endedAt" IS NULL AND ${which}`
  if (holds('parent')) parts.push(child(sql`s.id IN (${childrenInSight(ctx)})`))
  if (holds('student') && viewer.studentId) parts.push(sql`SELECT c.id, NULL::text AS child FROM (${lessonsOfStudent(ctx, sql`${viewer.studentId}::uuid`, from, to)}) c`)
  // Who neither teaches nor has a child here looks after the whole.
  if (parts.length === 0) parts.push(sql`SELECT l.id, NULL::text AS child FROM lessons l WHERE ${between} AND ${registersInSight(ctx)}`)
  return join(parts, ' UNION ')
}

/** A statement for somebody's own lessons between two days in their order, `OwnLessonRow` each. `children`: whom of theirs it concerns. */
export const ownLessonsSql = (ctx: TenantContext<Viewer>, from: Sql, to: Sql, most: number): Sql => sql`
  WITH mine AS (SELECT id, array_agg(DISTINCT child ORDER BY child) FILTER (WHERE child IS NOT NULL) AS children FROM (${mine(ctx, from, to)}) m GROUP BY id)
  SELECT ${weekColumns}, coalesce(mine.children, '{}') AS children, l.sequence, l."updatedAt"
  FROM mine CROSS JOIN LATERAL (SELECT own.* FROM lessons own WHERE own."tenantId" = ${ctx.tenant.id}::uuid AND own.id = mine.id LIMIT 1) l ${weekJoins}
  WHERE l.kind <> 'registration'
  ORDER BY l.date, l."startTime", g.name, l.id LIMIT ${most}::int`
