import type { MarkInput } from '#shared/schemas/register'
import type { TenantContext, Viewer } from '../context'
import { DomainError } from '../errors'
import { db } from '../../infra/db/db'
import { checkMarks, checkSeats } from './check-marks'
import { lockRegister } from './lock-register'
import { planMarks } from './plan-marks'
import { assertEntry } from './policy'
import { readRegister } from './read-register'
import { savePlan } from './save-plan'

export interface TakeRegisterOptions {
  /** The versions that the marks may have been set against; left out: any. */
  expectedVersions?: readonly number[] | undefined
}

/**
 * Saves the marks of one lesson, all or none. Saves that arrive together come one after the other, so they add up by
 * student; the version rises with each that changes something.
 * @throws DomainError `not_found`, `register_not_open`, `register_locked`, `register_cancelled`
 * @throws DomainError `stale_version`, with the current register, when it is at none of `expectedVersions`
 * @throws DomainError `not_enrolled` with the path of each mark that has no seat in the lesson
 */
export async function takeRegister(ctx: TenantContext<Viewer>, lessonId: string, marks: MarkInput[], { expectedVersions }: TakeRegisterOptions = {}) {
  const version = await db.change(ctx, async (tx) => {
    const { lesson, seats } = await lockRegister(tx, ctx, lessonId)
    checkMarks(ctx.tenant, marks)
    assertEntry(ctx, lesson)
    if (expectedVersions && !expectedVersions.includes(lesson.version)) return null
    checkSeats(seats, marks)
    return savePlan(tx, ctx, lesson, planMarks(seats, marks))
  })
  if (version === null) {
    throw new DomainError('stale_version', {
      detail: 'The register is at another version than the one that was asked for; see register.', data: { register: await readRegister(ctx, lessonId) },
    })
  }
  return { version, saved: marks.length }
}
