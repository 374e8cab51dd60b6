import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { config } from '../infra/config'
import { isTrustedProxy } from './proxies'

const WELL_FORMED = /^[\w.:-]{8,128}$/
const one = (value: string | string[] | undefined) => Array.isArray(value) ? value.join(', ') : value

/** Scheme and host under which the client came, as a trusted proxy says or as it was sent. */
export function originOf({ headers, socket }: IncomingMessage): string {
  const proxied = isTrustedProxy(socket.remoteAddress)
  const scheme = (proxied && one(headers['x-forwarded-proto'])) || (config().publicUrl?.startsWith('https:') ? 'https' : 'http')
  const host = (proxied && one(headers['x-forwarded-host'])) || headers.host || 'localhost'
  return `${scheme === 'https' ? 'https' : 'http'}://${host.toLowerCase()}`
}

/** The request's id, taken over when it is well-formed. */
export function requestIdOf({ headers }: IncomingMessage): string {
  const given = one(headers['x-request-id'])
  return given && WELL_FORMED.test(given) ? given : randomUUID()
}
