import type { AuditList, AuditQuery } from '#shared/schemas/audit'
import { addDays } from '#shared/utils/local-date'
import { zonedIso } from '#shared/utils/zoned-time'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { join, type Sql, sql } from '../../infra/db/sql'
import { searchWords } from '../people/search-words'
import { fromCursor, toCursor } from './audit-cursor'

interface Row {
  id: string
  at: Date
  actorId: string | null
  actorName: string | null
  action: string
  subject: string | null
  subjectId: string | null
  subjectName: string | null
  subjectDate: string | null
  requestId: string | null
  details: Record<string, unknown>
}

/** Of so many of one name nobody looks through what they did. */
const MOST_PEOPLE = 200

function conditions(ctx: TenantContext<Viewer>, { action, actorId, person, subjectId, from, to, cursor }: AuditQuery): Sql {
  const { id: tenant, timeZone } = ctx.tenant
  const all = [sql`a."tenantId" = ${tenant}::uuid`]
  // '/' follows '.': row-level security keeps LIKE away from an index, and comparisons not.
  if (action) all.push(action.includes('.') ? sql`a.action = ${action}` : sql`a.action >= ${`${action}.`} AND a.action < ${`${action}/`}`)
  if (actorId) all.push(sql`a."actorId" = ${actorId}::uuid`)
  const words = searchWords(person)
  if (words.length > 0) all.push(sql`a."actorId" IN (SELECT search_users(${words}::text[], ${MOST_PEOPLE}::int))`)
  if (subjectId) all.push(sql`a."subjectId" = ${subjectId}::uuid`)
  if (from) all.push(sql`a.at >= ${zonedIso(from, '00:00', timeZone)}::timestamptz`)
  if (to) all.push(sql`a.at < ${zonedIso(addDays(to, 1), '00:00', timeZone)}::timestamptz`)
  if (cursor) {
    const { at, id } = fromCursor(cursor)
    all.push(sql`(a.at, a.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  return join(all, ' AND ')
}

/**
 * The one statement behind `listAudit`: a page by an index on time, one row more than asked for, then names for it.
 * Each name is looked up by itself: a join would have the planner read the tables of names instead.
 */
export function auditSql(ctx: TenantContext<Viewer>, query: AuditQuery): Sql {
  const tenant = sql`${ctx.tenant.id}::uuid`
  const student = (id: Sql) => sql`(SELECT s.name FROM students s WHERE s."tenantId" = ${tenant} AND s.id = ${id})`
  const user = (id: Sql) => sql`(SELECT u.name FROM users u WHERE u."tenantId" = ${tenant} AND u.id = ${id})`
  const group = (id: Sql) => sql`(SELECT g.name FROM groups g WHERE g."tenantId" = ${tenant} AND g.id = ${id})`
  return sql`
    SELECT a.id, a.at, a."actorId", ${user(sql`a."actorId"`)} AS "actorName", a.action, a.subject, a."subjectId", a."requestId", a.details,
      CASE a.subject
        WHEN 'student' THEN ${student(sql`a."subjectId"`)}
        WHEN 'absence_notice' THEN ${student(sql`(SELECT n."studentId" FROM absence_notices n WHERE n."tenantId" = ${tenant} AND n.id = a."subjectId")`)}
        WHEN 'user' THEN ${user(sql`a."subjectId"`)}
        WHEN 'group' THEN ${group(sql`a."subjectId"`)}
        WHEN 'lesson' THEN ${group(sql`l."groupId"`)}
      END AS "subjectName", l.date AS "subjectDate"
    FROM (
      SELECT a.* FROM audit_entries a WHERE ${conditions(ctx, query)}
      ORDER BY a.at DESC, a.id DESC LIMIT ${query.limit + 1}) a
      LEFT JOIN LATERAL (
        SELECT l."groupId", l.date FROM lessons l WHERE a.subject = 'lesson' AND l."tenantId" = ${tenant} AND l.id = a."subjectId" LIMIT 1) l ON true
    ORDER BY a.at DESC, a.id DESC`
}

/**
 * Who did what and when, the newest first, by cursor. Days are the school's own.
 * @throws DomainError `bad_query` for a cursor that is none of ours
 */
export async function listAudit(ctx: TenantContext<Viewer>, query: AuditQuery): Promise<AuditList> {
  const rows = await db.query<Row>(ctx, auditSql(ctx, query))
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    data: page.map(row => ({
      id: row.id, at: row.at.toISOString(), action: row.action, details: row.details, requestId: row.requestId,
      actor: row.actorId === null ? null : { id: row.actorId, name: row.actorName ?? '' },
      subject: row.subject === null ? null : { kind: row.subject, id: row.subjectId, name: row.subjectName, date: row.subjectDate },
    })),
    pagination: { limit: query.limit, nextCursor: rows.length > query.limit && last ? toCursor(last) : null },
  }
}
