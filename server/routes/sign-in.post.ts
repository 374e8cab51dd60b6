import { safePath } from '#shared/utils/safe-path'

const back = (next: string | undefined) => next ? `/sign-in?next=${encodeURIComponent(safePath(next))}` : '/sign-in'

/** Signs in; the page itself, now with a viewer, leads on to where they wanted to go. */
export default defineFormHandler({
  page: ({ next }) => back(next),
  keep: ['email'],
  async run({ ctx, event, fields: { email = '', password = '', next } }) {
    await submitToAuth(event, ctx.tenant, 'sign-in/email', { email: email.trim(), password })
    return back(next)
  },
})
