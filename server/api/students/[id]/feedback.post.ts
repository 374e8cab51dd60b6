import { feedbackInput, feedbackWritten } from '#shared/schemas/feedback'
import { idParams } from '#shared/schemas/ids'
import { giveFeedback } from '../../../domain/feedback/give-feedback'
import { isStaff } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Give feedback on a student, to the family or among the staff',
  allow: isStaff,
  params: idParams,
  body: feedbackInput,
  response: feedbackWritten,
  status: 201,
  run: ({ ctx, params, body }) => giveFeedback(ctx, params.id, body),
})
