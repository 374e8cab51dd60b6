import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { removeMedicalNote } from '../../../domain/people/keep-care'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Take a student’s medical note away',
  allow: isManager,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => removeMedicalNote(ctx, params.id),
})
