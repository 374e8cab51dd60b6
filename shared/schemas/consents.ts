import { z } from 'zod'
import { consentKinds } from '#shared/utils/consent-kinds'
import { id } from './ids'
import { text } from './text'

const kind = z.enum(consentKinds)

export const consentTextChange = z.strictObject({ kind, text: text(5_000).min(1, 'write what is asked') })
export type ConsentTextChange = z.output<typeof consentTextChange>

/** The text of each kind that holds now; a kind that the school does not ask for is left out. */
export const consentTexts = z.strictObject({ data: z.array(z.strictObject({ id, kind, version: z.int(), text: z.string() })) })
export type ConsentTexts = z.infer<typeof consentTexts>

/** `textId`: what was read, so that nobody agrees to words that changed meanwhile. */
export const consentDecision = z.strictObject({ textId: id, given: z.boolean() })
export type ConsentDecision = z.output<typeof consentDecision>

const decision = z.strictObject({
  given: z.boolean(),
  at: z.iso.datetime({ offset: true }),
  version: z.int(),
  /** Who decided; null for another guardian, whom only the office sees. */
  by: z.string().nullable(),
})

export const studentConsents = z.strictObject({
  /** Whether the viewer may decide. */
  decides: z.boolean(),
  data: z.array(z.strictObject({
    kind,
    text: z.strictObject({ id, version: z.int(), text: z.string() }),
    /** The latest first; that one holds, also where it is of an earlier version of the text. */
    decisions: z.array(decision),
  })),
})
export type StudentConsents = z.infer<typeof studentConsents>
