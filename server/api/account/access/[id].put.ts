import { z } from 'zod'
import { accessChange } from '#shared/schemas/access'
import { idParams } from '#shared/schemas/ids'
import { grantAccess } from '../../../domain/people/grant-access'
import { isStudent } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'A student of age lets a guardian keep their access, or takes it away',
  allow: isStudent,
  params: idParams,
  body: accessChange,
  response: z.void(),
  status: 204,
  run: ({ ctx, params, body }) => grantAccess(ctx, params.id, body.granted),
})
