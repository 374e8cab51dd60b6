import { localToday } from '#shared/utils/local-date'
import { zonedInstant } from '#shared/utils/zoned-time'

export interface CoveredDays {
  /** The last day of the notice. */
  to: string
  /** The first lesson it covers, in the tenant's zone; null when it covers none. */
  firstDate: string | null
  firstStart: string | null
}

/** Whether what a notice announced has come: its first lesson began, or, without a lesson, its days are over. */
export function absenceHasBegun({ to, firstDate, firstStart }: CoveredDays, tenant: { timeZone: string }, now: Date): boolean {
  if (firstDate === null || firstStart === null) return localToday(tenant, now) > to
  return zonedInstant(firstDate, firstStart, tenant.timeZone) <= now
}
