import { z } from 'zod'
import { targetParams } from '#shared/schemas/progress'
import { dropTarget } from '../../../../domain/progress/drop-target'
import { assesses } from '../../../../domain/progress/policy'

export default defineTenantHandler({
  summary: 'Take a target away',
  allow: assesses,
  params: targetParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => dropTarget(ctx, params.id, params.skillId),
})
