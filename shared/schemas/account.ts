import { z } from 'zod'
import { id } from './ids'
import { phone, text } from './text'

/** One signed-in device. */
export const session = z.object({
  id: z.uuid(),
  /** The one that asks. */
  current: z.boolean(),
  userAgent: z.string().nullable(),
  ipAddress: z.string().nullable(),
  createdAt: z.iso.datetime({ offset: true }),
  expiresAt: z.iso.datetime({ offset: true }),
})
export const sessionList = z.object({ data: z.array(session) })

/** Another school that somebody has noted for themselves. */
export const otherSchool = z.strictObject({ id, host: z.string(), name: z.string() })
export type OtherSchool = z.infer<typeof otherSchool>

export const account = z.strictObject({
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  /** False for whoever has never set a password. */
  hasPassword: z.boolean(),
  otherSchools: z.array(otherSchool),
})
export type Account = z.infer<typeof account>

export const profile = z.strictObject({
  name: text(200).min(1).regex(/^\P{Cc}+$/u, 'one line'),
  /** Empty: none. */
  phone: z.union([z.literal(''), phone]),
}).partial()
export type Profile = z.output<typeof profile>

export const schoolAddress = z.strictObject({ address: text(300).min(1) })
