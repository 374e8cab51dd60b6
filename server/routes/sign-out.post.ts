export default defineFormHandler({
  page: () => '/',
  async run({ ctx, event }) {
    await submitToAuth(event, ctx.tenant, 'sign-out', {})
    return '/'
  },
})
