import type { TenantContext, Viewer } from '../context'
import { type LockedLesson, lockLesson } from '../lessons/lock-lesson'
import type { SqlTransaction } from '../../infra/db/db'
import { type Seat, seatsOf } from './seats'

export interface LockedRegister { lesson: LockedLesson, seats: Seat[] }

/**
 * Holds a lesson until the transaction ends, with the seats of its register. Both questions are sent at once and
 * answered one after the other, so the marks are those that stand once the lock is held.
 * @throws DomainError `not_found` when the register is not the viewer's to take
 */
export async function lockRegister(tx: SqlTransaction, ctx: TenantContext<Viewer>, lessonId: string): Promise<LockedRegister> {
  const [lesson, seats] = await Promise.all([lockLesson(tx, ctx, lessonId), seatsOf(tx, ctx, lessonId)])
  return { lesson, seats }
}
