import { account, profile } from '#shared/schemas/account'
import { changeProfile } from '../../domain/people/change-profile'
import { isSignedIn } from '../../domain/people/policy'
import { showAccount } from '../../domain/people/show-account'

export default defineTenantHandler({
  summary: 'Change one\'s own name or phone number; what is left out stays',
  allow: isSignedIn,
  body: profile,
  response: account,
  async run({ ctx, body }) {
    await changeProfile(ctx, body)
    return { ...await showAccount(ctx), ...(body.name ? { name: body.name } : {}) }
  },
})
