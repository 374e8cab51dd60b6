import { addDays, startOfWeek, type LocalDate } from '#shared/utils/local-date'
import { sql, type Sql } from '../../infra/db/sql'

/** The columns of a week's lesson over the aliases `l` (lessons), `g` (groups) and `lb` (branches); goes with `weekJoins`. */
export const weekColumns = sql`l.id, l."groupId", g.name AS "groupName", l."branchId", lb.name AS "branchName", l.date::text AS date,
  to_char(l."startTime", 'HH24:MI') AS "startTime", to_char(l."endTime", 'HH24:MI') AS "endTime", l.place, l.kind::text AS kind, l.status::text AS status,
  CASE WHEN l.status = 'scheduled' THEN NULL ELSE coalesce(
    (SELECT shut.reason FROM closures shut WHERE shut."tenantId" = l."tenantId" AND shut.id = l."closureId"), l."statusReason") END AS reason, l."closureId" IS NOT NULL AS closed,
  (SELECT sub.name FROM users sub WHERE sub."tenantId" = l."tenantId" AND sub.id = l."substituteId") AS substitute`

/** The group `g` of the lesson `l`, looked up from each: the bound keeps the lessons in front. */
export const groupOfLesson = sql`CROSS JOIN LATERAL (SELECT own.* FROM groups own WHERE own."tenantId" = l."tenantId" AND own.id = l."groupId" LIMIT 1) g`

/** What `weekColumns` needs beside the lessons `l`. */
export const weekJoins = sql`${groupOfLesson}
  CROSS JOIN LATERAL (SELECT own.name FROM branches own WHERE own."tenantId" = l."tenantId" AND own.id = l."branchId" LIMIT 1) lb`

/** The week around a day. */
export function weekOf(day: LocalDate) {
  const from = startOfWeek(day)
  return { from, to: addDays(from, 6), previous: addDays(from, -7), next: addDays(from, 7) }
}

/** A sub-select of the closed days between two days, as one JSON list. @param branches a condition over `c` that takes those of some branches */
export const closuresBetween = (tenantId: string, from: Sql, to: Sql, branches: Sql): Sql => sql`
  SELECT coalesce(json_agg(json_build_object('id', c.id, 'from', c."from", 'to', c."to", 'reason', c.reason,
    'branch', CASE WHEN cb.id IS NOT NULL THEN json_build_object('id', cb.id, 'name', cb.name) END) ORDER BY c."from", c.id), '[]')
  FROM closures c LEFT JOIN branches cb ON cb."tenantId" = c."tenantId" AND cb.id = c."branchId"
  WHERE c."tenantId" = ${tenantId}::uuid AND c."to" >= ${from} AND c."from" <= ${to} AND c."endedAt" IS NULL AND (c."branchId" IS NULL OR ${branches})`
