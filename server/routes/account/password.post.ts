/** Sets a new password for whoever knows the old one; every other device is signed out, this one stays. */
export default defineFormHandler({
  page: () => '/account?refused=password',
  async run({ ctx, event, fields: { currentPassword = '', newPassword = '' } }) {
    viewerContext(event)
    await submitToAuth(event, ctx.tenant, 'change-password', { currentPassword, newPassword, revokeOtherSessions: true })
    return '/account?saved=password'
  },
})
