import * as m from '#messages'
import { addDays, localToday } from '#shared/utils/local-date'
import { zonedSpan } from '#shared/utils/zoned-time'
import type { Locale } from '#shared/schemas/tenant'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { toViewer, type ViewerRow } from '../people/to-viewer'
import { viewerColumns } from '../people/viewer-columns'
import { type CalendarEvent, writeCalendar } from '../../infra/calendar/write-calendar'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { hashOfSecret } from './calendar-secret'
import { type OwnLessonRow, ownLessonsSql } from './own-lessons'

const DAYS_BACK = 28
const DAYS_AHEAD = 120
const MOST = 2_000

/**
 * Whose link it is, with what they may see now; the link stands for a session.
 * @throws DomainError `not_found` for one that is revoked, unknown, or of somebody who left
 */
export async function ownerOfCalendar(ctx: TenantContext, secret: string): Promise<Viewer> {
  const [row] = await db.query<ViewerRow & { linkId: string }>(ctx, sql`
    SELECT c.id AS "linkId", ${viewerColumns}
    FROM calendar_links c JOIN users u ON u."tenantId" = c."tenantId" AND u.id = c."userId"
    WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."tokenHash" = ${hashOfSecret(secret)} AND c."revokedAt" IS NULL AND u."endedAt" IS NULL`)
  if (!row) throw notInSight()
  const { linkId, ...person } = row
  return toViewer(person, linkId)
}

function toEvent(row: OwnLessonRow, timeZone: string, locale: Locale): CalendarEvent {
  const what = row.kind === 'match' || row.kind === 'tournament' ? m.own_kind({ kind: row.kind, group: row.groupName }, { locale }) : row.groupName
  const title = row.children.length > 0 ? `${what} – ${row.children.join(', ')}` : what
  const cancelled = row.status === 'cancelled'
  return {
    uid: row.id, sequence: row.sequence, changedAt: row.updatedAt, cancelled, ...zonedSpan(row.date, row.startTime, row.endTime, timeZone),
    // Not every calendar shows the status.
    summary: cancelled ? m.own_cancelled_title({ title }, { locale }) : title,
    description: row.reason, location: row.place ? `${row.place}, ${row.branchName}` : row.branchName,
  }
}

/**
 * The calendar of somebody, in their language: the lessons that they give, and those of the children they may see this
 * moment, from four weeks back.
 */
export async function calendarFeed(ctx: TenantContext<Viewer>): Promise<string> {
  const { tenant, viewer } = ctx
  const locale = viewer.locale ?? tenant.locale
  const today = localToday(tenant)
  const rows = await db.query<OwnLessonRow>(ctx, ownLessonsSql(ctx, sql`${addDays(today, -DAYS_BACK)}::date`, sql`${addDays(today, DAYS_AHEAD)}::date`, MOST))
  return writeCalendar({ name: tenant.name, timeZone: tenant.timeZone, events: rows.map(row => toEvent(row, tenant.timeZone, locale)) })
}
