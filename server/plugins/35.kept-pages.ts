import { answersFrom } from '../infra/metrics'

/** Pages of signed-in people: sent again while nothing that they were made from has changed (decision 12). */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('render:before', async (render) => {
    const { event } = render
    const { publicPage } = event.context
    if (publicPage) {
      if (publicPage.from === 'kept') publicPage.from = 'rendered'
      event._path = publicPage.path
      return
    }
    event.context.page = new PageReads()
    const page = await keptPage(event)
    if (!page) return
    answersFrom.inc({ name: 'page', from: 'kept' })
    setResponseHeaders(event, { ...page.headers, 'server-timing': 'page;desc=kept' })
    event.context.page = undefined
    render.response = { statusCode: 200, body: page.html, headers: {} }
  })
  nitro.hooks.hook('render:response', (response, { event }) => {
    const { page } = event.context
    if (!page || !event.context.viewer || typeof response.body !== 'string' || (response.statusCode ?? 200) !== 200 || getResponseStatus(event) !== 200) return
    const headers = Object.fromEntries(['content-type', 'cache-control', 'content-security-policy', 'etag']
      .map(name => [name, String(response.headers?.[name] ?? getResponseHeader(event, name) ?? '')]))
    answersFrom.inc({ name: 'page', from: 'rendered' })
    const refused = keepPage(event, response.body, headers)
    setResponseHeader(event, 'server-timing', `page;desc=${refused ? `"not kept: ${refused}"` : 'rendered'}`)
  })
})
