import { z } from 'zod'
import { nameWord } from './class-list'
import { id } from './ids'
import { email } from './text'

export const invitationKinds = ['mail', 'code'] as const
export const invite = z.strictObject({ kind: z.enum(invitationKinds) })
export type InvitationKind = (typeof invitationKinds)[number]

const open = z.strictObject({
  id,
  kind: z.enum(invitationKinds),
  expiresAt: z.iso.datetime({ offset: true }),
  /** To be printed or told; a mail has a link of its own, which nobody else sees. */
  code: z.string().nullable(),
})
export type OpenInvitation = z.infer<typeof open>

/** What stands open of one person. */
export const invitation = z.strictObject({ invitation: open.nullable() })

/** The guardians of a group's students of today, by name. */
export const groupInvitations = z.strictObject({
  group: z.strictObject({ id, name: z.string() }),
  guardians: z.array(z.strictObject({
    id,
    name: z.string(),
    children: z.array(z.string()),
    /** Has a password already. */
    signsIn: z.boolean(),
    hasAddress: z.boolean(),
    /** The viewer may invite by code. */
    changeable: z.boolean(),
    invitation: open.nullable(),
  })),
})
export type GroupInvitations = z.infer<typeof groupInvitations>

export const groupInvited = z.strictObject({ invited: z.int() })

/** A link's token, or a code as somebody typed it. */
const secret = z.string().min(1).max(100)
export const secretParams = z.strictObject({ secret })

export const invited = z.strictObject({
  name: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  /** The address to sign in with; null where the person has to give one. */
  email: z.string().nullable(),
  /** Came with a code: name and address may be put right. */
  byCode: z.boolean(),
})
export type Invited = z.infer<typeof invited>

export const acceptance = z.strictObject({
  secret,
  password: z.string().min(10, 'a password has at least 10 characters').max(128, 'a password has at most 128 characters'),
  email: email.optional(),
  givenName: nameWord.optional(),
  familyName: nameWord.optional(),
})
export type Acceptance = z.output<typeof acceptance>

/** The address to sign in with. */
export const accepted = z.strictObject({ email: z.string() })
