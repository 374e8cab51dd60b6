import { feedbackCorrection, feedbackWritten } from '#shared/schemas/feedback'
import { idParams } from '#shared/schemas/ids'
import { correctFeedback } from '../../domain/feedback/correct-feedback'
import { isStaff } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Correct one\'s own feedback; what stood before is kept',
  allow: isStaff,
  params: idParams,
  body: feedbackCorrection,
  response: feedbackWritten,
  run: ({ ctx, params, body }) => correctFeedback(ctx, params.id, body.text),
})
