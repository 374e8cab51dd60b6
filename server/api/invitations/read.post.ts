import { invited, secretParams } from '#shared/schemas/invitations'
import { readInvitation } from '../../domain/people/accept-invitation'

// A POST, so that the secret stands in no address that is logged on the way.
export default defineTenantHandler({
  summary: 'Whom an invitation is for, by its token or code',
  allow: 'anyone',
  body: secretParams,
  response: invited,
  run: ({ ctx, body, event }) => asInvited(event, () => readInvitation(ctx, body.secret)),
})
