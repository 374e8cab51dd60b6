import { feedbackCorrection, feedbackInput } from '#shared/schemas/feedback'
import { idParams } from '#shared/schemas/ids'
import { correctFeedback } from '../../../domain/feedback/correct-feedback'
import { giveFeedback } from '../../../domain/feedback/give-feedback'
import { withdrawFeedback } from '../../../domain/feedback/withdraw-feedback'
import { isStaff } from '../../../domain/people/policy'
import type { FormFields } from '../../../utils/define-form-handler'

function pageOf(student: string, fields: FormFields, more: Record<string, string> = {}) {
  const query = String(new URLSearchParams({ ...(fields.shown ? { private: 'shown' } : {}), ...more }))
  return `/students/${student}${query && `?${query}`}#feedback`
}

/** A browser sends the lines of a form as those of a letter. */
const wordsOf = ({ text }: FormFields) => text?.replaceAll('\r\n', '\n')

/** Writes, corrects or takes back on the student's page. What was written stands in no cookie: it may be private. */
export default defineFormHandler({
  allow: isStaff,
  page: (fields, event) => pageOf(getRouterParam(event, 'id') ?? '', fields, fields.edit ? { edit: fields.edit } : {}),
  keep: ['visibility'],
  async run({ event, fields }) {
    const ctx = viewerContext(event)
    const { id } = parseParams(idParams, getRouterParams(event))
    if (fields.withdraw) {
      await withdrawFeedback(ctx, parseParams(idParams, { id: fields.withdraw }).id)
      return pageOf(id, fields, { feedback: 'withdrawn' })
    }
    if (fields.edit) {
      await correctFeedback(ctx, parseParams(idParams, { id: fields.edit }).id, parseBody(feedbackCorrection, { text: wordsOf(fields) }).text)
      return pageOf(id, fields, { feedback: 'corrected' })
    }
    const { visibility } = await giveFeedback(ctx, id, parseBody(feedbackInput, { visibility: fields.visibility, text: wordsOf(fields) }))
    return pageOf(id, fields, { feedback: visibility === 'private' ? 'private' : 'given' })
  },
})
