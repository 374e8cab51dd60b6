import { otherSchool, schoolAddress } from '#shared/schemas/account'
import { noteSchool } from '../../../domain/people/note-school'
import { isSignedIn } from '../../../domain/people/policy'

export default defineTenantHandler({
  summary: 'Note the address of another school, to switch to it',
  allow: isSignedIn,
  body: schoolAddress,
  response: otherSchool,
  status: 201,
  run: ({ ctx, body, event }) => noteSchool(ctx, body.address, event.context.origin),
})
