/** What differs from page to page; the headers that are the same everywhere are route rules of nuxt.config.ts. */
export default defineNitroPlugin((nitro) => {
  const { cdnURL } = useRuntimeConfig().app
  nitro.hooks.hook('render:html', (html, { event }) => {
    if (!import.meta.dev) setResponseHeader(event, 'content-security-policy', contentSecurityPolicy(html.bodyAppend.join(''), cdnURL))
  })
  nitro.hooks.hook('render:response', (response, { event }) => {
    if (!response.headers) return
    delete response.headers['x-powered-by']
    // Shaped by its viewer or not, a page is asked for anew: never somebody else's, never yesterday's.
    // One that shows a contact has said `no-store` itself.
    response.headers['cache-control'] ??= getResponseHeader(event, 'cache-control')?.toString() ?? (event.context.viewer ? 'private, no-cache' : 'no-cache')
  })
  nitro.hooks.hook('beforeResponse', (event) => {
    if (event.context.origin?.startsWith('https:')) setResponseHeader(event, 'strict-transport-security', 'max-age=31536000')
  })
})
