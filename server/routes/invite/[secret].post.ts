import { acceptance } from '#shared/schemas/invitations'
import { acceptInvitation } from '../../domain/people/accept-invitation'

const secretOf = (event: Parameters<typeof getRouterParam>[0]) => /^[\w-]{1,100}$/.exec(getRouterParam(event, 'secret') ?? '')?.[0] ?? '-'

/** Sets the first password and signs in with it; the page of signing in leads on. */
export default defineFormHandler({
  page: (_fields, event) => `/invite/${secretOf(event)}`,
  keep: ['email', 'givenName', 'familyName'],
  async run({ ctx, event, fields: { password = '', email, givenName, familyName } }) {
    const words = { ...email?.trim() ? { email } : {}, ...givenName?.trim() ? { givenName } : {}, ...familyName?.trim() ? { familyName } : {} }
    const done = await asInvited(event, () => acceptInvitation(ctx, parseBody(acceptance, { secret: secretOf(event), password, ...words })))
    await submitToAuth(event, ctx.tenant, 'sign-in/email', { email: done.email, password })
    return '/sign-in'
  },
})
