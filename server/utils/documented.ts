import type { EventHandler } from 'h3'
import type { AnyHandlerSpec } from './define-tenant-handler'

/** Gives a handler that needs no tenant its place in the API's documentation. */
export function documented<H extends EventHandler>(spec: Pick<AnyHandlerSpec, 'summary' | 'response' | 'query'>, handler: H): H & { spec: AnyHandlerSpec } {
  return Object.assign(handler, { spec: { allow: 'anyone' as const, ...spec } })
}

/** What a route says of itself, if it says anything. */
export function specOf(handler: unknown): AnyHandlerSpec | null {
  return typeof handler === 'function' && 'spec' in handler ? handler.spec as AnyHandlerSpec : null
}
