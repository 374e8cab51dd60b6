import type { MarkInput } from '#shared/schemas/register'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { lockRegister } from './lock-register'
import { planMarks } from './plan-marks'
import { assertEntry } from './policy'
import { savePlan } from './save-plan'

/**
 * Marks as present whoever is not marked yet. Marks that stand are kept, and children with a notice become excused.
 * @returns the version it then has, and how many marks were set
 * @throws DomainError `not_found`, `register_not_open`, `register_locked`, `register_cancelled`
 */
export async function markAllPresent(ctx: TenantContext<Viewer>, lessonId: string) {
  return db.change(ctx, async (tx) => {
    const { lesson, seats } = await lockRegister(tx, ctx, lessonId)
    assertEntry(ctx, lesson)
    const present = seats.filter(seat => !seat.mark && !seat.noticed).map(({ studentId }): MarkInput => ({ studentId, status: 'present' }))
    const plan = planMarks(seats, present)
    return { version: await savePlan(tx, ctx, lesson, plan), saved: plan.changes.length }
  })
}
