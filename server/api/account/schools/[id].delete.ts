import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { forgetSchool } from '../../../domain/people/forget-school'
import { isSignedIn } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Take another school off one\'s list',
  allow: isSignedIn,
  params: idParams,
  response: z.undefined(),
  status: 204,
  run: ({ ctx, params }) => forgetSchool(ctx, params.id).then(() => undefined),
})
