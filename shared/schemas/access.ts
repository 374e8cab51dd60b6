import { z } from 'zod'
import { id } from './ids'

/** Who of a student's guardians sees their records. */
export const access = z.strictObject({
  /** The student decides; before that day the guardianship does. */
  ofAge: z.boolean(),
  /** The age from which; null: never. */
  ageOfMajority: z.int().nullable(),
  guardians: z.array(z.strictObject({ id, name: z.string(), relation: z.string(), sees: z.boolean() })),
})
export type Access = z.infer<typeof access>

export const accessChange = z.strictObject({ granted: z.boolean() })
