import { type Sql, sql } from '../../infra/db/sql'

/**
 * The conflicts among the lessons of a common table expression `held` (`heldBetween`), as a SELECT of `id`, `kind` and `other`:
 * another lesson at the same time of the same group, in the same room of a branch, or by the same teacher. Lessons are first
 * gathered by what they use on a day, since a join of all with all would grow with their square.
 * @param asked a condition over `a.id` and `a."groupId"`: the lessons whose conflicts are asked for
 */
export const conflictsAmong = (asked: Sql): Sql => {
  const each = (alias: Sql) => sql`unnest(busy.ids, busy.groups, busy.starts, busy.ends) AS ${alias}(id, "groupId", "from", "to")`
  return sql`
    WITH uses AS (
      SELECT 'group' AS kind, h."groupId" AS used, h.* FROM held h
      UNION ALL
      SELECT 'room', r.id, h.* FROM (SELECT DISTINCT "tenantId", "branchId", lower(place) AS name FROM held WHERE place <> '') p
      JOIN rooms r ON r."tenantId" = p."tenantId" AND r."branchId" = p."branchId" AND lower(r.name) = p.name
      JOIN held h ON h."branchId" = p."branchId" AND lower(h.place) = p.name
      UNION ALL
      SELECT 'teacher', h."substituteId", h.* FROM held h WHERE h."substituteId" IS NOT NULL
      UNION ALL
      SELECT 'teacher', t."userId", h.* FROM held h JOIN assignments t ON t."tenantId" = h."tenantId" AND t."groupId" = h."groupId"
        AND t."from" <= h.date AND (t."to" IS NULL OR t."to" >= h.date)
      WHERE h."substituteId" IS NULL
    ), busy AS (
      SELECT kind, array_agg(id) AS ids, array_agg("groupId") AS groups, array_agg("startTime") AS starts, array_agg("endTime") AS ends
      FROM uses GROUP BY kind, used, date HAVING count(*) > 1
    )
    SELECT DISTINCT a.id, busy.kind, b.id AS other FROM busy CROSS JOIN LATERAL ${each(sql`a`)} CROSS JOIN LATERAL ${each(sql`b`)}
    WHERE b.id <> a.id AND b."from" < a."to" AND b."to" > a."from" AND (busy.kind = 'group' OR b."groupId" <> a."groupId") AND ${asked}`
}

/** The lessons that take place on some days, for `conflictsAmong`: whole-day roll calls stand beside whatever else there is. */
export const heldBetween = (tenantId: string, from: Sql, to: Sql): Sql => sql`
  SELECT l."tenantId", l.id, l.date, l."startTime", l."endTime", l."groupId", l."branchId", l.place, l."substituteId" FROM lessons l
  WHERE l."tenantId" = ${tenantId}::uuid AND l.date BETWEEN ${from} AND ${to} AND l.status <> 'cancelled' AND l.kind <> 'registration'`

/** JSON of `Conflict` over the aliases `x` (`conflictsAmong`), `o` (the other lesson) and `og` (its group). */
export const conflictJson = sql`json_build_object('kind', x.kind, 'lessonId', o.id, 'groupName', og.name,
  'startTime', to_char(o."startTime", 'HH24:MI'), 'endTime', to_char(o."endTime", 'HH24:MI'))`
