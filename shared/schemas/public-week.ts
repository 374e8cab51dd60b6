import { z } from 'zod'
import { id, localDate, localTime } from './ids'

export const publicWeekQuery = z.strictObject({
  /** Any day of the week; left out: this week. */
  from: localDate.optional(),
  branchId: id.optional(),
})

export const publicWeek = z.strictObject({
  from: localDate,
  to: localDate,
  /** Mondays of the weeks before and after; null at the ends of what is public. */
  previous: localDate.nullable(),
  next: localDate.nullable(),
  branches: z.array(z.strictObject({ id, name: z.string() })),
  /** Days without lessons, and why; their lessons are not listed. Without a branch: all of them. */
  closures: z.array(z.strictObject({ branchName: z.string().nullable(), from: localDate, to: localDate, reason: z.string() })),
  lessons: z.array(z.strictObject({
    date: localDate,
    startsAt: localTime,
    endsAt: localTime,
    groupName: z.string(),
    branchName: z.string(),
    kind: z.enum(['lesson', 'training', 'match', 'tournament']),
    cancelled: z.boolean(),
  })),
  /** True when there were more lessons than are shown at once. */
  more: z.boolean(),
})
export type PublicWeek = z.infer<typeof publicWeek>
