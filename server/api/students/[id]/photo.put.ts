import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { keepPhoto } from '../../../domain/people/keep-photo'
import { isManager } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Put a photo of a student, JPEG, PNG or WebP, as the body or as the file of a form; it is drawn anew, small and without what cameras add',
  allow: isManager,
  params: idParams,
  response: z.void(),
  status: 204,
  run: async ({ ctx, params, event }) => keepPhoto(ctx, params.id, (await readUpload(event, 'photo')).content),
})
