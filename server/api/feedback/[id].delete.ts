import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { withdrawFeedback } from '../../domain/feedback/withdraw-feedback'
import { isStaff } from '../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Take feedback back: one\'s own, or as a manager anybody\'s',
  allow: isStaff,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => withdrawFeedback(ctx, params.id),
})
