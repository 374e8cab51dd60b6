import { sql } from '../../infra/db/sql'

/** The columns of `LessonRow` over the aliases `l` (lessons) and `g` (groups). */
export const lessonColumns = sql`l.id, l."groupId", g.name AS "groupName", l.date::text AS date, l."startTime"::text AS "startTime",
  l."endTime"::text AS "endTime", l.kind::text AS kind, l.status::text AS status, l.place, l."takenAt" IS NOT NULL AS taken`
