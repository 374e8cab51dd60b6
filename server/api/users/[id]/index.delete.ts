import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { endAdult } from '../../../domain/people/end-adult'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'A person leaves: no sign-in any more, what they did stays',
  allow: isManager,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => endAdult(ctx, params.id),
})
