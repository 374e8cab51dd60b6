import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { erasure } from '#shared/schemas/exports'
import { isAdmin } from '../../../domain/people/policy'
import { eraseStudent } from '../../../domain/people/record/erase-student'

export default defineTenantHandler({
  summary: 'Erase a student for good; the figures stay. The name is typed again to be sure',
  allow: isAdmin,
  params: idParams,
  body: erasure,
  response: z.undefined(),
  status: 204,
  run: ({ ctx, params, body }) => eraseStudent(ctx, params.id, body.name).then(() => undefined),
})
