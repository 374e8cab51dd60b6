import { randomUUID } from 'node:crypto'
import { isTrustedProxy } from '../utils/proxies'
import { config } from '../infra/config'

const WELL_FORMED = /^[\w.:-]{8,128}$/

/** The request's id, taken over when it is well-formed, and the origin under which the client came. */
export default defineEventHandler((event) => {
  const { context } = event
  if (outerContext(event)) return
  const given = getRequestHeader(event, 'x-request-id')
  context.requestId = given && WELL_FORMED.test(given) ? given : randomUUID()
  context.internal = false
  context.viewer = null
  context.tenant = null
  context.locale = 'en'
  setResponseHeader(event, 'x-request-id', context.requestId)

  const proxied = isTrustedProxy(event.node.req.socket.remoteAddress)
  const own = config().publicUrl ? new URL(config().publicUrl ?? '').protocol : 'http:'
  const scheme = (proxied && getRequestHeader(event, 'x-forwarded-proto')) || own.slice(0, -1)
  const host = (proxied && getRequestHeader(event, 'x-forwarded-host')) || getRequestHeader(event, 'host') || 'localhost'
  context.origin = `${scheme === 'https' ? 'https' : 'http'}://${host.toLowerCase()}`
})
