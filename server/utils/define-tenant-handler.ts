import type { EventHandler, H3Event } from 'h3'
import type { z } from 'zod'
import type { Tenant, TenantContext, Viewer } from '../domain/context'
import { forbidden } from '../domain/errors'

/** May a person with these roles use the route at all? Which rows they see is the domain's to say. */
export type Policy = (viewer: Viewer, tenant: Tenant) => boolean

type Output<T> = T extends z.ZodType ? z.output<T> : undefined

export interface HandlerInput<A, P, Q, B> {
  ctx: TenantContext<A extends 'anyone' ? Viewer | null : Viewer>
  params: Output<P>
  query: Output<Q>
  body: Output<B>
  /** The versions in If-Match, for resources that have one; none of them when it is malformed, undefined when any will do. */
  ifMatch: number[] | undefined
  event: H3Event
}

export interface HandlerSpec<A, P, Q, B, R extends z.ZodType> {
  /** One line for the API's documentation. */
  summary: string
  /** `anyone` needs no viewer; else who may, by role. */
  allow: A
  params?: P
  query?: Q
  body?: B
  response?: R
  /** The type of a file; what is not one is JSON. */
  media?: string
  /** 200 unless said otherwise; 204 has no body. */
  status?: 200 | 201 | 202 | 204
  /** The answer has in it what lets somebody in: wherever it is kept to be repeated, it is sealed. */
  secret?: boolean
  /** The version of the answer, to stand in its ETag. */
  version?: (answer: z.output<R>) => number
  /** Where the row that was made can be read. */
  location?: (answer: z.output<R>) => string
  run(input: HandlerInput<A, P, Q, B>): Promise<z.input<R>>
}

export type AnyHandlerSpec = Omit<HandlerSpec<Policy | 'anyone', z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined, z.ZodType>, 'run' | 'version' | 'location'>

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** The context of whoever may use a route. @throws DomainError `not_signed_in`, `forbidden` */
export function allowed(event: H3Event, allow: Policy): TenantContext<Viewer>
export function allowed(event: H3Event, allow: Policy | 'anyone'): TenantContext
export function allowed(event: H3Event, allow: Policy | 'anyone'): TenantContext {
  const ctx = allow === 'anyone' ? tenantContext(event) : viewerContext(event)
  if (typeof allow === 'function' && !(ctx.viewer && allow(ctx.viewer, ctx.tenant))) throw forbidden()
  return ctx
}

async function answer(event: H3Event, status: number, work: () => Promise<unknown>, location?: (answer: never) => string) {
  const body = await work()
  setResponseStatus(event, status)
  if (location) setResponseHeader(event, 'location', location(body as never))
  return body
}

/**
 * A route of one tenant: who may, what comes in, one verb, what goes out. Parses by the schemas, refuses whoever
 * the policy refuses, repeats the first answer to an `Idempotency-Key`, and answers under an ETag.
 */
export function defineTenantHandler<
  A extends Policy | 'anyone', R extends z.ZodType,
  P extends z.ZodType | undefined = undefined, Q extends z.ZodType | undefined = undefined, B extends z.ZodType | undefined = undefined,
>(spec: HandlerSpec<A, P, Q, B, R>): EventHandler & { spec: AnyHandlerSpec } {
  const handler = defineEventHandler(async (event) => {
    const ctx = allowed(event, spec.allow)
    const writes = WRITES.has(event.method)
    if (writes) await takeWrite(event, ctx)

    const params = spec.params ? parseParams(spec.params, getRouterParams(event)) : undefined
    const query = spec.query ? parseQuery(spec.query, getQuery(event)) : undefined
    const json = spec.body ? await readJson(event) : undefined
    const body = spec.body ? parseBody(spec.body, json) : undefined
    const ifMatch = ifMatchVersions(event)

    const input = { ctx, params, query, body, ifMatch, event } as HandlerInput<A, P, Q, B>
    const status = spec.status ?? 200
    const work = () => answer(event, status, () => spec.run(input), spec.location)
    const result = writes && ctx.viewer ? await onceByKey(event, viewerContext(event), { ifMatch, json, query }, spec.secret ?? false, work) : await work()
    if (writes) setResponseHeader(event, 'cache-control', KEPT_BY.nobody)
    if (getResponseStatus(event) === 204) return null
    return sendJson(event, result, spec.version?.(result as z.output<R>))
  })
  return Object.assign(handler, { spec: spec as unknown as AnyHandlerSpec })
}
