export default defineFormHandler({
  page: ({ token = '' }) => `/reset-password?token=${encodeURIComponent(token)}`,
  async run({ ctx, event, fields: { token = '', password = '' } }) {
    await submitToAuth(event, ctx.tenant, 'reset-password', { token, newPassword: password })
    return '/sign-in?done=password'
  },
})
