import type { AbsenceReport } from '#shared/schemas/absences'
import type { TenantSettings } from '#shared/schemas/tenant'
import { addDays, daysBetween, localToday } from '#shared/utils/local-date'
import type { FieldError } from '../errors'

const MOST_DAYS = 60
/** Nobody knows today about a cold in two years. */
const DAYS_AHEAD = 365

/** What is wrong with the days of a notice: over already, too far away, too many. */
export function faultsOfDays({ from, to }: Pick<AbsenceReport, 'from' | 'to'>, tenant: { timeZone: string }, now: Date): FieldError[] {
  const today = localToday(tenant, now)
  if (to < today) return [{ path: 'to', code: 'past', message: `It is ${today} at the school already; an absence is reported for today or later.` }]
  if (from > addDays(today, DAYS_AHEAD)) return [{ path: 'from', code: 'too_far', message: `At most ${DAYS_AHEAD} days ahead.` }]
  if (daysBetween(from, to) >= MOST_DAYS) return [{ path: 'to', code: 'too_long', message: `At most ${MOST_DAYS} days at once.` }]
  return []
}

/** A code that does not excuse announces nothing; words of one's own always do. */
export function faultsOfReason(reason: string, { reasons }: TenantSettings): FieldError[] {
  if (!reasons.some(({ code, status }) => code === reason && status !== 'excused')) return []
  const codes = reasons.filter(({ status }) => status === 'excused').map(({ code }) => code)
  return [{ path: 'reason', code: 'not_an_excuse', message: `Give one of ${codes.join(', ')}, or words of your own.` }]
}
