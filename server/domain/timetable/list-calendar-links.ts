import type { CalendarLink } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { mailOrigin } from '../schools/mail-origin'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { type CalendarLinkRow, showCalendarLink } from './show-calendar-link'

/** The calendar links of the viewer that hold, the newest first. */
export async function listCalendarLinks(ctx: TenantContext<Viewer>, origin: string): Promise<{ data: CalendarLink[] }> {
  const rows = await db.query<CalendarLinkRow>(ctx, sql`
    SELECT c.id, c."createdAt", c."tokenHash" FROM calendar_links c
    WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."userId" = ${ctx.viewer.userId}::uuid AND c."revokedAt" IS NULL ORDER BY c.id DESC`)
  const own = await mailOrigin(ctx.tenant, origin)
  return { data: rows.map(row => showCalendarLink(ctx, row, own)) }
}
