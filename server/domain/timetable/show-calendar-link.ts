import type { CalendarLink } from '#shared/schemas/timetable'
import type { TenantContext } from '../context'
import { hashOfSecret, secretOf } from './calendar-secret'

export interface CalendarLinkRow { id: string, createdAt: Date, tokenHash: string }

/**
 * A link with its address, which can be worked out anew as long as the secret of the installation stays.
 * @param origin of the school's own host (`mailOrigin`): a calendar sends no word of which school it means
 */
export function showCalendarLink(ctx: TenantContext, { id, createdAt, tokenHash }: CalendarLinkRow, origin: string): CalendarLink {
  const secret = secretOf(ctx.tenant.id, id)
  const known = hashOfSecret(secret) === tokenHash
  return { id, createdAt: createdAt.toISOString(), address: known ? `${origin}/calendar/${secret}.ics` : null }
}
