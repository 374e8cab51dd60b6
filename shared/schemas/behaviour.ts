import { z } from 'zod'
import { localDate } from './ids'

/** The mean of the marks 1 to 5 of some lessons; null where none was given. */
const mean = z.number().min(1).max(5).nullable()

/** The last four weeks against the four before; `change` null unless both have marks. */
const trend = z.strictObject({ recent: mean, before: mean, change: z.number().nullable() })

/** Behaviour and participation of one student, the mean of each week from Monday. */
export const behaviourTrend = z.strictObject({
  weeks: z.array(z.strictObject({ from: localDate, behaviour: mean, participation: mean })),
  behaviour: trend,
  participation: trend,
})
export type BehaviourTrend = z.infer<typeof behaviourTrend>
