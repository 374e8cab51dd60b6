import type { CalendarLink } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { DomainError, notInSight } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { mailOrigin } from '../schools/mail-origin'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { hashOfSecret, secretOf } from './calendar-secret'
import { type CalendarLinkRow, showCalendarLink } from './show-calendar-link'

const MOST = 10

/** Makes an address at which calendars find the viewer's lessons. @throws DomainError `too_many_links` 409 */
export async function makeCalendarLink(ctx: TenantContext<Viewer>, origin: string): Promise<CalendarLink> {
  const own = await mailOrigin(ctx.tenant, origin)
  return db.change(ctx, async (tx) => {
    // The owner's row, so that two at once are counted one after the other.
    const [owner] = await tx.$queryRaw<{ id: string }[]>(sql`
      SELECT uuid7() AS id FROM users u WHERE u."tenantId" = ${ctx.tenant.id}::uuid AND u.id = ${ctx.viewer.userId}::uuid FOR UPDATE`)
    if (!owner) throw notInSight()
    const held = await tx.$queryRaw<unknown[]>(sql`
      SELECT 1 FROM calendar_links c
      WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."userId" = ${ctx.viewer.userId}::uuid AND c."revokedAt" IS NULL`)
    if (held.length >= MOST) throw new DomainError('too_many_links', { status: 409, detail: `At most ${MOST} at a time: revoke one first.` })
    const { id } = owner
    const [row] = await tx.$queryRaw<CalendarLinkRow[]>(sql`
      INSERT INTO calendar_links (id, "tenantId", "userId", "tokenHash")
      VALUES (${id}::uuid, ${ctx.tenant.id}::uuid, ${ctx.viewer.userId}::uuid, ${hashOfSecret(secretOf(ctx.tenant.id, id))})
      RETURNING id, "createdAt", "tokenHash"`)
    if (!row) throw new Error('a calendar link was not made')
    await recordAudit(tx, ctx, { action: 'calendar_link.made', subject: 'calendar_link', subjectId: id })
    return showCalendarLink(ctx, row, own)
  })
}
