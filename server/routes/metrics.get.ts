import { timingSafeEqual } from 'node:crypto'
import { notInSight } from '../domain/errors'
import { config } from '../infra/config'
import { registry } from '../infra/metrics'

/** For Prometheus: with the token, or where there is none from this machine alone, and never through a proxy. */
export default defineEventHandler(async (event) => {
  if (!mayRead(config().metricsToken, requestHeader(event, 'authorization'), event.node.req.socket.remoteAddress, requestHeader(event, 'x-forwarded-for'))) throw notInSight()
  setResponseHeader(event, 'content-type', registry.contentType)
  return registry.metrics()
})

function mayRead(token: string | null, authorization: string | undefined, peer: string | undefined, forwarded: string | undefined): boolean {
  if (!token) return /^(?:::ffff:)?127\.|^::1$/.test(peer ?? '') && !forwarded
  const [given, wanted] = [Buffer.from(authorization ?? ''), Buffer.from(`Bearer ${token}`)]
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
