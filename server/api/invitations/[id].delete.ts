import { z } from 'zod'
import { idParams } from '#shared/schemas/ids'
import { isManager } from '../../domain/people/policy'
import { revokeInvitation } from '../../domain/people/revoke-invitation'

export default defineTenantHandler({
  summary: 'Take an invitation back',
  allow: isManager,
  params: idParams,
  response: z.void(),
  status: 204,
  run: ({ ctx, params }) => revokeInvitation(ctx, params.id),
})
