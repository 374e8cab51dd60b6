import { z } from 'zod'

/** What a process needs, and whether it is there. */
export const health = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  checks: z.record(z.string(), z.enum(['ok', 'unavailable'])),
})
