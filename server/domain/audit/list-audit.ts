import type { AuditList, AuditQuery } from '#shared/schemas/audit'
import { addDays } from '#shared/utils/local-date'
import { zonedIso } from '#shared/utils/zoned-time'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { join, type Sql, sql } from '../../infra/db/sql'
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

function conditions(ctx: TenantContext<Viewer>, { action, actorId, subjectId, from, to, cursor }: AuditQuery): Sql {
  const { id: tenant, timeZone } = ctx.tenant
  const all = [sql`a."tenantId" = ${tenant}::uuid`]
  if (action) all.push(action.includes('.') ? sql`a.action = ${action}` : sql`a.action LIKE ${`${action.replaceAll('_', '\\_')}.%`}`)
  if (actorId) all.push(sql`a."actorId" = ${actorId}::uuid`)
  if (subjectId) all.push(sql`a."subjectId" = ${subjectId}::uuid`)
  if (from) all.push(sql`a.at >= ${zonedIso(from, '00:00', timeZone)}::timestamptz`)
  if (to) all.push(sql`a.at < ${zonedIso(addDays(to, 1), '00:00', timeZone)}::timestamptz`)
  if (cursor) {
    const { at, id } = fromCursor(cursor)
    all.push(sql`(a.at, a.id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  return join(all, ' AND ')
}

/** The one statement behind `listAudit`: a page by the index on time, one row more than asked for, then names for it. */
export function auditSql(ctx: TenantContext<Viewer>, query: AuditQuery): Sql {
  return sql`
    SELECT a.id, a.at, a."actorId", actor.name AS "actorName", a.action, a.subject, a."subjectId", a."requestId", a.details,
      COALESCE(s.name, u.name, g.name) AS "subjectName", l.date AS "subjectDate"
    FROM (
      SELECT a.* FROM audit_entries a WHERE ${conditions(ctx, query)}
      ORDER BY a.at DESC, a.id DESC LIMIT ${query.limit + 1}) a
      LEFT JOIN users actor ON actor."tenantId" = a."tenantId" AND actor.id = a."actorId"
      LEFT JOIN absence_notices n ON a.subject = 'absence_notice' AND n."tenantId" = a."tenantId" AND n.id = a."subjectId"
      LEFT JOIN students s ON s."tenantId" = a."tenantId" AND s.id = CASE a.subject WHEN 'student' THEN a."subjectId" ELSE n."studentId" END
      LEFT JOIN users u ON a.subject = 'user' AND u."tenantId" = a."tenantId" AND u.id = a."subjectId"
      LEFT JOIN lessons l ON a.subject = 'lesson' AND l."tenantId" = a."tenantId" AND l.id = a."subjectId"
      LEFT JOIN groups g ON g."tenantId" = a."tenantId" AND g.id = CASE a.subject WHEN 'group' THEN a."subjectId" WHEN 'lesson' THEN l."groupId" END
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
