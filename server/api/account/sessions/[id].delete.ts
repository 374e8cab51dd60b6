import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { isSignedIn } from '../../../domain/people/policy'
import { revokeSession } from '../../../domain/people/revoke-session'

export default defineTenantHandler({
  summary: 'Sign one of one\'s own devices out',
  allow: isSignedIn,
  params: idParams,
  response: z.undefined(),
  status: 204,
  run: ({ ctx, params }) => revokeSession(ctx, params.id).then(() => undefined),
})
