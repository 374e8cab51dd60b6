export default defineFormHandler({
  page: () => '/',
  async run({ ctx, event }) {
    await submitToAuth(event, ctx.tenant, 'sign-out', {})
    // What the device kept for the time without network goes, with the service worker (decision 18).
    setResponseHeader(event, 'clear-site-data', '"storage"')
    return '/'
  },
})
