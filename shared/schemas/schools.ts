import { z } from 'zod'

export const schoolQuery = z.strictObject({ name: z.string().trim().min(1).max(120) })

export const foundSchools = z.strictObject({
  data: z.array(z.strictObject({ slug: z.string(), name: z.string(), url: z.url() })),
})
export type FoundSchools = z.infer<typeof foundSchools>
