import type { LessonOfMine, Today } from '#shared/schemas/today'
import { collationOf } from '#shared/utils/collation'
import { addDays, localToday } from '#shared/utils/local-date'
import type { TenantContext, Viewer } from '../context'
import { lessonColumns } from '../lessons/lesson-columns'
import { type LessonRow, lessonView } from '../lessons/lesson-view'
import { rosterOfLesson } from '../lessons/roster-of-lesson'
import { groupsOfTeacher, registersInSight } from '../people/sight'
import { db } from '../../infra/db/db'
import { raw, type Sql, sql } from '../../infra/db/sql'
import { noticeForSeat } from './notice-for-seat'
import { entryState } from './policy'

/** Open registers are shown for two weeks, or since the last day with lessons where that is longer ago. */
const OPEN_DAYS = 14
const LOOK_BACK_DAYS = 120
const MOST_LESSONS = 200

interface Row { lessons: (LessonRow & Pick<LessonOfMine, 'students' | 'marked' | 'noticed' | 'branch' | 'substitute'> & { branchId: string })[], notices: Today['notices'], missed: Today['missed'] }

/** Condition over `l`: a teacher's own lessons and those they stand in for; for whoever teaches nothing, all in sight. */
const ownLessons = (ctx: TenantContext<Viewer>): Sql => ctx.viewer.roles.includes('teacher')
  ? sql`(l."groupId" IN (${groupsOfTeacher(ctx)}) OR l."substituteId" = ${ctx.viewer.userId}::uuid) AND ${registersInSight(ctx)}`
  : registersInSight(ctx)

/** The one statement behind `showToday`. */
export function todaySql(ctx: TenantContext<Viewer>): Sql {
  const tenant = sql`${ctx.tenant.id}::uuid`
  const today = localToday(ctx.tenant)
  const collate = raw(`COLLATE "${collationOf(ctx.tenant.locale)}"`)
  const byName = sql`coalesce(nullif(s."familyName", ''), s.name) ${collate}, s."givenName" ${collate}, s.id`
  return sql`
    WITH own AS MATERIALIZED (
      SELECT l."tenantId", l."branchId", b.name AS branch, u.name AS substitute, ${lessonColumns}
      FROM lessons l
      JOIN groups g ON g."tenantId" = l."tenantId" AND g.id = l."groupId"
      JOIN branches b ON b."tenantId" = l."tenantId" AND b.id = l."branchId"
      LEFT JOIN users u ON u."tenantId" = l."tenantId" AND u.id = l."substituteId"
      WHERE l."tenantId" = ${tenant} AND l.date <= ${today}::date AND ${ownLessons(ctx)}
        AND l.date >= least(${addDays(today, -OPEN_DAYS)}::date, (
          SELECT max(l.date) FROM lessons l WHERE l."tenantId" = ${tenant} AND l.status <> 'cancelled'
            AND l.date < ${today}::date AND l.date >= ${addDays(today, -LOOK_BACK_DAYS)}::date AND ${ownLessons(ctx)}))
        AND (l.date = ${today}::date OR (l."takenAt" IS NULL AND l.status <> 'cancelled'))
      ORDER BY l.date DESC, l."startTime", g.name, l.id LIMIT ${MOST_LESSONS}::int
    ), seats AS MATERIALIZED (
      SELECT o.id AS "lessonId", o."groupId", o."groupName", o.date, o.status, r."studentId", m.status AS mark, (${noticeForSeat}) AS reason
      FROM own o JOIN lessons l ON l."tenantId" = o."tenantId" AND l.id = o.id
      CROSS JOIN LATERAL (${rosterOfLesson}) r
      LEFT JOIN marks m ON m."tenantId" = l."tenantId" AND m."lessonId" = l.id AND m."studentId" = r."studentId"
    )
    SELECT
      coalesce((SELECT json_agg(listed) FROM (
        SELECT o.*, count(seats."studentId")::int AS students, count(seats.mark)::int AS marked, count(seats.reason)::int AS noticed
        FROM own o LEFT JOIN seats ON seats."lessonId" = o.id
        GROUP BY o."tenantId", o."branchId", o.branch, o.substitute, o.id, o."groupId", o."groupName", o.date, o."startTime", o."endTime", o.kind, o.status, o.place, o.taken
        ORDER BY o.date DESC, o."startTime", o."groupName", o.id) listed), '[]') AS lessons,
      coalesce((SELECT json_agg(json_build_object('student', json_build_object('id', s.id, 'name', s.name), 'lessonId', x."lessonId",
          'groupName', x."groupName", 'reason', x.reason, 'status', x.mark) ORDER BY ${byName})
        FROM seats x JOIN students s ON s."tenantId" = ${tenant} AND s.id = x."studentId"
        WHERE x.reason IS NOT NULL AND x.date = ${today} AND x.status <> 'cancelled'), '[]') AS notices,
      coalesce((SELECT json_agg(json_build_object('student', json_build_object('id', s.id, 'name', s.name), 'lessonId', x."lessonId",
          'groupName', x."groupName", 'since', missed.since) ORDER BY ${byName})
        FROM (SELECT DISTINCT ON ("studentId", "groupId") * FROM seats WHERE date = ${today} AND status <> 'cancelled' ORDER BY "studentId", "groupId", "lessonId") x
        JOIN students s ON s."tenantId" = ${tenant} AND s.id = x."studentId"
        CROSS JOIN LATERAL (
          SELECT min(recent.date) AS since FROM (
            SELECT m.date, m.status FROM marks m JOIN lessons l ON l."tenantId" = m."tenantId" AND l.id = m."lessonId"
            WHERE m."tenantId" = ${tenant} AND m."studentId" = x."studentId" AND m."groupId" = x."groupId" AND m.status <> 'excused'
            ORDER BY m.date DESC, l."startTime" DESC LIMIT 2) recent
          HAVING count(*) FILTER (WHERE recent.status = 'absent') = 2) missed), '[]') AS missed`
}

/** A teacher's day: lessons in order, registers still open, who will be away, who missed the last two. */
export async function showToday(ctx: TenantContext<Viewer>): Promise<Today> {
  const date = localToday(ctx.tenant)
  const [row] = await db.query<Row>(ctx, todaySql(ctx))
  const all = (row?.lessons ?? []).map((lesson): LessonOfMine => {
    const { branch, substitute, students, marked, noticed } = lesson
    return { ...lessonView(ctx.tenant, lesson), branch, substitute, students, marked, noticed, entry: entryState(ctx, lesson) }
  })
  return {
    date,
    lessons: all.filter(lesson => lesson.date === date),
    open: all.filter(lesson => lesson.date < date && lesson.students > 0),
    notices: row?.notices ?? [],
    missed: row?.missed ?? [],
  }
}
