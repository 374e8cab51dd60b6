import { daysBetween, localToday } from '#shared/utils/local-date'
import type { EntryState, LessonStatus } from '#shared/utils/lesson-words'
import type { TenantContext, Viewer } from '../context'
import { DomainError } from '../errors'
import { managesBranch } from '../lessons/policy'
import { isStaff } from '../people/policy'

/** Whose lessons those are is said by `registersInSight`. */
export const canTakeRegister = isStaff

const DETAILS: Record<Exclude<EntryState, 'open'>, string> = {
  not_open: 'A register opens at 00:00 of the lesson\'s day.',
  locked: 'This register is locked; a manager can correct it.',
  cancelled: 'The lesson is cancelled, so nobody is marked.',
}

/** Whether this viewer can enter marks now: from 00:00 of the lesson's local date until the tenant's lock. */
export function entryState(ctx: TenantContext<Viewer>, lesson: { date: string, branchId: string, status: LessonStatus }): EntryState {
  const { tenant, viewer } = ctx
  if (lesson.status === 'cancelled') return 'cancelled'
  const age = daysBetween(lesson.date, localToday(tenant))
  if (age < 0) return 'not_open'
  const { lockAfterDays } = tenant.settings
  return lockAfterDays !== null && age > lockAfterDays && !managesBranch(viewer, lesson.branchId) ? 'locked' : 'open'
}

/** @throws DomainError `register_not_open`, `register_locked`, `register_cancelled` 409 */
export function assertEntry(ctx: TenantContext<Viewer>, lesson: { date: string, branchId: string, status: LessonStatus }): void {
  const state = entryState(ctx, lesson)
  if (state !== 'open') throw new DomainError(`register_${state}`, { status: 409, detail: DETAILS[state] })
}
