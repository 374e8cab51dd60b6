import { z } from 'zod'
import { id } from './ids'
import { pagedList, pagedQuery } from './paging'
import { text } from './text'

/** `public`: the family reads it; `private`: the staff alone. */
export const visibility = z.enum(['public', 'private'])
export type Visibility = z.infer<typeof visibility>

/** Some paragraphs. */
export const MOST_WORDS = 2_000
const words = text(MOST_WORDS).min(1, 'write something')

export const feedbackInput = z.strictObject({ visibility, text: words })
export type FeedbackInput = z.output<typeof feedbackInput>

export const feedbackCorrection = z.strictObject({ text: words })

/** `visibility` left out: whatever the viewer may read. */
export const feedbackQuery = z.strictObject({ ...pagedQuery, visibility: visibility.optional() })
export type FeedbackQuery = z.output<typeof feedbackQuery>

const instant = z.iso.datetime({ offset: true })

export const feedback = z.strictObject({
  id,
  visibility,
  text: z.string(),
  author: z.strictObject({ id, name: z.string() }),
  /** Written by the viewer, who may correct it and take it back. */
  own: z.boolean(),
  writtenAt: instant,
  correctedAt: instant.nullable(),
  /** For the staff: what stood there before, the oldest first, and until when. */
  earlier: z.array(z.strictObject({ text: z.string(), until: instant })).optional(),
})
export type Feedback = z.infer<typeof feedback>

/** The newest first; what was taken back is left out. */
export const feedbackList = pagedList(feedback)
export type FeedbackList = z.infer<typeof feedbackList>

/** Of what was just written, without the words: an answer to a write may be kept for its repetition. */
export const feedbackWritten = z.strictObject({ id, visibility, writtenAt: instant, correctedAt: instant.nullable() })
export type FeedbackWritten = z.infer<typeof feedbackWritten>
