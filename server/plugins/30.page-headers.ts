/** What differs from page to page; the headers that are the same everywhere are route rules of nuxt.config.ts. */
export default defineNitroPlugin((nitro) => {
  const { cdnURL } = useRuntimeConfig().app
  nitro.hooks.hook('render:html', (html, { event }) => {
    if (!import.meta.dev) setResponseHeader(event, 'content-security-policy', contentSecurityPolicy(html.bodyAppend.join(''), cdnURL))
  })
  nitro.hooks.hook('render:response', (response, { event }) => {
    if (response.headers) delete response.headers['x-powered-by']
    else response.headers = {}
    const page = typeof response.body === 'string' && (response.statusCode ?? 200) === 200 && !event.path.startsWith('/__nuxt_error')
    if (page && !response.headers.etag && !getResponseHeader(event, 'etag')) setResponseHeader(event, 'etag', etagOf(String(response.body)))
    // Nitro's cache keeps it, and its headers are set outside of that.
    if (page && event.context.publicPage) return
    // One that shows a contact has said `no-store` itself.
    const own = getResponseHeader(event, 'cache-control')?.toString()
    response.headers['cache-control'] = !page ? KEPT_BY.nobody : own ?? KEPT_BY.itsReader
    response.headers.vary = SHAPED_BY
  })
  nitro.hooks.hook('beforeResponse', (event, response) => {
    if (event.context.internal) return
    setSharedHeaders(event)
    // A cookie is its receiver's alone: a session that was renewed, a word that is shown once.
    if (!getResponseHeader(event, 'cache-control') || getResponseHeader(event, 'set-cookie')) setResponseHeader(event, 'cache-control', KEPT_BY.nobody)
    if (event.context.origin?.startsWith('https:')) setResponseHeader(event, 'strict-transport-security', 'max-age=31536000')
    notModified(event, response)
  })
})
