import { originOf, requestIdOf } from '../utils/request-origin'

/** What is known of a request before anybody is asked: its id, and the origin under which the client came. */
export default defineEventHandler((event) => {
  const { context, node: { req } } = event
  // Else each page reads the whole environment anew: the settings of the process do not change.
  context.nitro.runtimeConfig = useRuntimeConfig()
  if (outerContext(event)) return
  Object.assign(context, { requestId: requestIdOf(req), origin: originOf(req), client: () => clientNetwork(event), internal: false, viewer: null, tenant: null, locale: 'en' })
  setResponseHeader(event, 'x-request-id', context.requestId)
})
