import { answersFrom, observeRequest } from '../infra/metrics'

/** Answers are sent again while nothing that they were made from has changed: before all else, and kept after all else (decision 16). */
export default defineNitroPlugin((nitro) => {
  const { handler } = nitro.h3App
  nitro.h3App.handler = async (event) => {
    const from = performance.now()
    // A call that a page makes while it renders comes without a socket.
    const kept = event.node.req.socket?.remoteAddress ? await knownAnswer(event) : null
    if (!kept) return handler(event)
    observeRequest('GET', kept.route, sendKept(event, kept), performance.now() - from)
  }
  nitro.hooks.hook('render:before', ({ event }) => {
    const { publicPage } = event.context
    if (!publicPage) return
    if (publicPage.from === 'kept') publicPage.from = 'rendered'
    event._path = publicPage.path
  })
  nitro.hooks.hook('render:response', (response, { event }) => {
    if (!event.context.viewer || typeof response.body !== 'string' || (response.statusCode ?? 200) !== 200 || getResponseStatus(event) !== 200) return
    answersFrom.inc({ name: 'page', from: 'rendered' })
    const refused = /no-store/.test(response.headers?.['cache-control'] ?? '') ? 'no-store' : markKept(event, 'page')
    setResponseHeader(event, 'server-timing', `page;desc=${refused ? `"not kept: ${refused}"` : 'rendered'}`)
  })
  nitro.hooks.hook('beforeResponse', (event, { body }) => {
    if (event.context.publicPage?.from === 'kept') markKept(event, 'page')
    if (event.context.keepAs && typeof body === 'string' && getResponseStatus(event) === 200) keepAnswer(event, body)
  })
})
