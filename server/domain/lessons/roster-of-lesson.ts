import { type Sql, sql } from '../../infra/db/sql'

/**
 * Who belongs in the lesson of the outer alias `l`, as a sub-select of `"studentId"` and `guest`: the enrolled of its
 * local date, and its guests. Whoever is both is no guest.
 */
export const rosterOfLesson: Sql = sql`SELECT seats."studentId", CASE WHEN bool_or(seats.enrolled) THEN NULL ELSE min(seats.guest) END AS guest FROM (
    SELECT e."studentId", NULL AS guest, true AS enrolled FROM enrolments e
    WHERE e."tenantId" = l."tenantId" AND e."groupId" = l."groupId" AND e."from" <= l.date AND (e."to" IS NULL OR e."to" >= l.date)
    UNION ALL
    SELECT lg."studentId", lg.kind::text, false FROM lesson_guests lg WHERE lg."tenantId" = l."tenantId" AND lg."lessonId" = l.id
  ) seats GROUP BY seats."studentId"`
