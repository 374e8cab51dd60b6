/** Who asks: the session of the cookie or the bearer token, if it belongs to this tenant; and in which language they read. */
export default defineEventHandler(async (event) => {
  const { context } = event
  // A shared cache keeps the public pages: they are rendered without a viewer, in the tenant's language or the one in the address.
  // And the other side of /api/external neither learns who asks nor has a say in it.
  if (context.internal || context.publicPage || event.path.startsWith('/api/external/')) return
  if (context.tenant) context.viewer = await viewerOfRequest(event, context.tenant)
  context.locale = readerLocale(event) ?? context.locale
  assertSameOrigin(event)
})
