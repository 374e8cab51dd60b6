import { account } from '#shared/schemas/account'
import { isSignedIn } from '../../domain/people/policy'
import { showAccount } from '../../domain/people/show-account'

export default defineTenantHandler({
  summary: 'One\'s own profile, and the other schools that one has noted',
  allow: isSignedIn,
  response: account,
  run: ({ ctx }) => showAccount(ctx),
})
