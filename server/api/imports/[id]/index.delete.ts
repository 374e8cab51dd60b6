import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { discardImport } from '../../../domain/imports/jobs/discard-import'
import { isAdmin } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Throw an upload away before it is written',
  allow: isAdmin,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => discardImport(ctx, params.id),
})
