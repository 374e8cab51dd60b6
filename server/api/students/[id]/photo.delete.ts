import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { removePhoto } from '../../../domain/people/keep-photo'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Take a student’s photo away',
  allow: isManager,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => removePhoto(ctx, params.id),
})
