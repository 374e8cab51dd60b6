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

type LessonOf = { date: string, branchId: string, status: LessonStatus }

const isLocked = ({ tenant, viewer }: TenantContext<Viewer>, { date, branchId }: LessonOf) => {
  const { lockAfterDays } = tenant.settings
  return lockAfterDays !== null && daysBetween(date, localToday(tenant)) > lockAfterDays && !managesBranch(viewer, branchId)
}

/** Whether this viewer can enter marks now: from 00:00 of the lesson's local date until the tenant's lock. */
export function entryState(ctx: TenantContext<Viewer>, lesson: LessonOf): EntryState {
  if (lesson.status === 'cancelled') return 'cancelled'
  if (daysBetween(lesson.date, localToday(ctx.tenant)) < 0) return 'not_open'
  return isLocked(ctx, lesson) ? 'locked' : 'open'
}

const refused = (state: Exclude<EntryState, 'open'>) => new DomainError(`register_${state}`, { status: 409, detail: DETAILS[state] })

/** @throws DomainError `register_not_open`, `register_locked`, `register_cancelled` 409 */
export function assertEntry(ctx: TenantContext<Viewer>, lesson: LessonOf): void {
  const state = entryState(ctx, lesson)
  if (state !== 'open') throw refused(state)
}

/** The roster can be made before the register opens, but not changed behind its lock. @throws DomainError `register_locked` 409 */
export function assertNotLocked(ctx: TenantContext<Viewer>, lesson: LessonOf): void {
  if (isLocked(ctx, lesson)) throw refused('locked')
}
