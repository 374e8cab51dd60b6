/** What the same request got at an earlier visit, now that it is known anew who asks (decision 16). */
export default defineEventHandler(async (event) => {
  if (event.context.internal || !event.context.rights) return
  const kept = await keptAnswer(event)
  if (!kept) return
  event.context.matchedRoute = { path: kept.route, handlers: {} }
  sendKept(event, kept)
})
