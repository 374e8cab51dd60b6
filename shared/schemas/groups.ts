import { z } from 'zod'
import { id } from './ids'
import { pagedQuery } from './paging'

export const groupsQuery = z.strictObject({
  ...pagedQuery,
  branchId: id.optional(),
  /** `registration`: the whole-day roll calls of the branches. */
  kind: z.enum(['class', 'registration']).default('class'),
})

export const group = z.object({
  id,
  name: z.string(),
  branch: z.object({ id, name: z.string() }),
  /** Enrolled today; of a group that is over, on its last day. */
  studentCount: z.int(),
  sourcedId: z.string().optional(),
})
export type Group = z.infer<typeof group>
