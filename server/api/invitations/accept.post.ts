import { acceptance, accepted } from '#shared/schemas/invitations'
import { acceptInvitation } from '../../domain/people/accept-invitation'

export default defineTenantHandler({
  summary: 'Set a first password by an invitation; signing in works at once',
  allow: 'anyone',
  body: acceptance,
  response: accepted,
  run: ({ ctx, body, event }) => asInvited(event, () => acceptInvitation(ctx, body)),
})
