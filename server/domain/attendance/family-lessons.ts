import type { FamilyLesson } from '#shared/schemas/home'
import { addDays, localTimeAt, localToday } from '#shared/utils/local-date'
import { zonedSpan } from '#shared/utils/zoned-time'
import type { Tenant, TenantContext } from '../context'
import { type Sql, sql } from '../../infra/db/sql'
import { lessonsOfStudent } from './lessons-of-student'

/** A lesson as a family statement gives it: local date and times. */
export type FamilyLessonRow = Omit<FamilyLesson, 'startsAt' | 'endsAt'> & { startTime: string, endTime: string }

/** Members of the JSON of a lesson of the student `s`, over the aliases `c` (the lesson) and `g` (its group). */
const members = sql`'id', c.id, 'groupName', g.name, 'date', c.date, 'startTime', c."startTime", 'endTime', c."endTime",
  'kind', c.kind, 'status', c.status, 'place', c.place, 'away', EXISTS (SELECT 1 FROM absence_notices n
    WHERE n."tenantId" = s."tenantId" AND n."studentId" = s.id AND n."withdrawnAt" IS NULL
      AND (n."lessonId" = c.id OR (n."lessonId" IS NULL AND c.date BETWEEN n."from" AND n."to")))`

/** A sub-select of today's lessons of the student `s`, as one JSON list `lessons`, with the mark where there is one. */
export function lessonsOfToday(ctx: TenantContext, now: Date): Sql {
  const today = sql`${localToday(ctx.tenant, now)}::date`
  return sql`
    SELECT coalesce(json_agg(json_build_object(${members}, 'mark', CASE WHEN m.id IS NOT NULL
      THEN json_build_object('status', m.status, 'minutesLate', m."minutesLate", 'note', m.note) END) ORDER BY c."startTime", g.name, c.id), '[]') AS lessons
    FROM (${lessonsOfStudent(ctx, sql`s.id`, today, today)}) c
    JOIN groups g ON g."tenantId" = s."tenantId" AND g.id = c."groupId"
    LEFT JOIN marks m ON m."tenantId" = s."tenantId" AND m."lessonId" = c.id AND m."studentId" = s.id AND c.status <> 'cancelled'`
}

export interface Ahead { days: number, most: number }

/** A sub-select of the lessons of the student `s` that begin after `now`, the soonest first, as one JSON list `lessons`. */
export function lessonsAhead(ctx: TenantContext, now: Date, { days, most }: Ahead): Sql {
  const today = localToday(ctx.tenant, now)
  const [first, last] = [sql`${today}::date`, sql`${addDays(today, days)}::date`]
  return sql`
    SELECT coalesce(json_agg(json_build_object(${members}) ORDER BY c.date, c."startTime", c.id), '[]') AS lessons
    FROM (SELECT * FROM (${lessonsOfStudent(ctx, sql`s.id`, first, last)}) every_one
      WHERE status <> 'cancelled' AND kind <> 'registration' AND (date > ${first} OR "startTime" > ${localTimeAt(now, ctx.tenant.timeZone)}::time)
      ORDER BY date, "startTime", id LIMIT ${most}::int) c
    JOIN groups g ON g."tenantId" = s."tenantId" AND g.id = c."groupId"`
}

/** The lesson with its ends as instants. */
export function showLesson<Row extends FamilyLessonRow>({ timeZone }: Pick<Tenant, 'timeZone'>, { startTime, endTime, ...row }: Row) {
  return { ...row, ...zonedSpan(row.date, startTime, endTime, timeZone) }
}
