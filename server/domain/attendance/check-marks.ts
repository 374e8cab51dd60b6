import type { MarkInput } from '#shared/schemas/register'
import type { Tenant } from '../context'
import { type FieldError, invalid } from '../errors'
import type { Seat } from './seats'

/** @throws DomainError `invalid` with the path of each mark that cannot be */
export function checkMarks(tenant: Tenant, marks: readonly MarkInput[]): void {
  const faults: FieldError[] = []
  const seen = new Set<string>()
  for (const [i, { studentId, status, minutesLate, reason }] of marks.entries()) {
    if (seen.has(studentId)) faults.push({ path: `marks.${i}.studentId`, code: 'duplicate', message: 'This student is in the list twice.' })
    seen.add(studentId)
    if (typeof minutesLate === 'number' && status !== 'late')
      faults.push({ path: `marks.${i}.minutesLate`, code: 'not_late', message: 'Minutes belong to a late arrival only.' })
    if (typeof reason === 'string' && !tenant.settings.reasons.some(known => known.code === reason && known.status === status))
      faults.push({ path: `marks.${i}.reason`, code: 'unknown_reason', message: 'The school has no such reason under this status.' })
  }
  if (faults.length > 0) throw invalid(faults)
}

/** @throws DomainError `not_enrolled` with the path of each mark whose student has no seat in the lesson */
export function checkSeats(seats: readonly Seat[], marks: readonly MarkInput[]): void {
  const roster = new Set(seats.map(seat => seat.studentId))
  const faults = marks.flatMap(({ studentId }, i): FieldError[] =>
    roster.has(studentId) ? [] : [{ path: `marks.${i}.studentId`, code: 'not_enrolled', message: 'This student is not in the lesson on its day.' }])
  if (faults.length > 0) throw invalid(faults, 'not_enrolled')
}
