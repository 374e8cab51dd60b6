import { type Sql, sql } from '../../infra/db/sql'

/**
 * The conflicts among the lessons of a common table expression `held` (columns of `lessons`: those that take place on some days,
 * of all branches), as a SELECT of `id`, `kind` and `other`: another lesson at the same time of the same group, in the same
 * room of a branch, or by the same teacher.
 * @param asked a condition over the alias `a`: the lessons whose conflicts are asked for
 */
export const conflictsAmong = (asked: Sql): Sql => {
  const atOnce = sql`b."tenantId" = a."tenantId" AND b.date = a.date AND b.id <> a.id AND b."startTime" < a."endTime" AND b."endTime" > a."startTime"`
  const takes = sql`takes AS MATERIALIZED (
    SELECT h.*, h."substituteId" AS "userId" FROM held h WHERE h."substituteId" IS NOT NULL
    UNION ALL
    SELECT h.*, t."userId" FROM held h JOIN assignments t ON t."tenantId" = h."tenantId" AND t."groupId" = h."groupId"
      AND t."from" <= h.date AND (t."to" IS NULL OR t."to" >= h.date)
    WHERE h."substituteId" IS NULL)`
  return sql`
    WITH ${takes}
    SELECT a.id, 'group' AS kind, b.id AS other FROM held a JOIN held b ON b."groupId" = a."groupId" AND ${atOnce} WHERE ${asked}
    UNION ALL
    SELECT a.id, 'room', b.id FROM held a JOIN held b ON b."branchId" = a."branchId" AND lower(b.place) = lower(a.place) AND b."groupId" <> a."groupId" AND ${atOnce}
    WHERE ${asked} AND EXISTS (SELECT 1 FROM rooms r WHERE r."tenantId" = a."tenantId" AND r."branchId" = a."branchId" AND lower(r.name) = lower(a.place))
    UNION ALL
    SELECT DISTINCT a.id, 'teacher', b.id FROM takes a JOIN takes b ON b."userId" = a."userId" AND b."groupId" <> a."groupId" AND ${atOnce} WHERE ${asked}`
}

/** The lessons that take place on some days, for `conflictsAmong`: whole-day roll calls stand beside whatever else there is. */
export const heldBetween = (tenantId: string, from: Sql, to: Sql): Sql => sql`
  SELECT l."tenantId", l.id, l.date, l."startTime", l."endTime", l."groupId", l."branchId", l.place, l."substituteId" FROM lessons l
  WHERE l."tenantId" = ${tenantId}::uuid AND l.date BETWEEN ${from} AND ${to} AND l.status <> 'cancelled' AND l.kind <> 'registration'`

/** JSON of `Conflict` over the aliases `x` (`conflictsAmong`), `o` (the other lesson) and `og` (its group). */
export const conflictJson = sql`json_build_object('kind', x.kind, 'lessonId', o.id, 'groupName', og.name,
  'startTime', to_char(o."startTime", 'HH24:MI'), 'endTime', to_char(o."endTime", 'HH24:MI'))`
