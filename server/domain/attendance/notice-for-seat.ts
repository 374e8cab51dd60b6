import { type Sql, sql } from '../../infra/db/sql'

/**
 * The word that the child of the alias `r` will be away from the lesson of the alias `l`, as a sub-select of `reason`:
 * one for this very lesson before one for its day, the latest of several, none that was withdrawn.
 */
export const noticeForSeat: Sql = sql`SELECT n.reason FROM absence_notices n
  WHERE n."tenantId" = l."tenantId" AND n."studentId" = r."studentId" AND n."withdrawnAt" IS NULL
    AND (n."lessonId" = l.id OR (n."lessonId" IS NULL AND n."from" <= l.date AND n."to" >= l.date))
  ORDER BY n."lessonId" NULLS LAST, n.id DESC LIMIT 1`
