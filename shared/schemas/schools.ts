import { z } from 'zod'
import { text } from './text'

export const schoolQuery = z.strictObject({ name: text(120).min(1) })

export const foundSchools = z.strictObject({
  data: z.array(z.strictObject({ slug: z.string(), name: z.string(), url: z.url() })),
})
export type FoundSchools = z.infer<typeof foundSchools>
