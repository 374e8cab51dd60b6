/** The answer is the same whether the address is known or not. */
export default defineFormHandler({
  page: () => '/forgot-password',
  keep: ['email'],
  async run({ ctx, event, fields: { email = '' } }) {
    await submitToAuth(event, ctx.tenant, 'request-password-reset', { email: email.trim(), redirectTo: '/reset-password' })
    return '/forgot-password?sent=1'
  },
})
