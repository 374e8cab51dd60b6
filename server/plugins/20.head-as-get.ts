/** HEAD wherever GET is: Nitro's `.get.ts` routes answer it with 404, and Node leaves the body out by itself. */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('request', (event) => {
    if (event.method !== 'HEAD' || event.path.startsWith('/api/realtime/')) return
    event.node.req.method = 'GET'
    event._method = 'GET'
  })
})
