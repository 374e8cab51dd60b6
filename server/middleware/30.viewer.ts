import { toLocale } from '#shared/utils/negotiate-locale'

// A shared cache keeps these: they are rendered without a viewer, in the tenant's language or the one in the address.
const PUBLIC = /^\/(?:(?:news|timetable)(?:[/?]|$)|$|\?)/

/** Who asks: the session of the cookie or the bearer token, if it belongs to this tenant; and in which language they read. */
export default defineEventHandler(async (event) => {
  const { context } = event
  if (context.internal) return
  if (context.tenant && PUBLIC.test(event.path)) {
    context.locale = toLocale(getQuery(event).lang) ?? context.tenant.locale
    return
  }
  if (context.tenant) context.viewer = await viewerOfRequest(event, context.tenant)
  context.locale = readerLocale(event) ?? context.locale
  assertSameOrigin(event)
})
