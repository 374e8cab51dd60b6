import type { EventHandler, H3Event } from 'h3'
import type { z } from 'zod'
import type { Tenant } from '../domain/context'
import { keyOf } from '../infra/cache/cached'
import { onceAcross } from '../infra/cache/once-across'
import { memory } from '../infra/cache/room'
import { answersFrom } from '../infra/metrics'
import type { AnyHandlerSpec, HandlerInput, HandlerSpec, Policy } from './define-tenant-handler'

type Question<A, P, Q> = Pick<HandlerInput<A, P, Q, undefined>, 'ctx' | 'params' | 'query'>

export interface CachedHandlerSpec<A, P, Q, R extends z.ZodType> extends Pick<HandlerSpec<A, P, Q, undefined, R>, 'summary' | 'allow' | 'params' | 'query' | 'response' | 'version'> {
  /** Stands in the keys and the metrics. */
  name: string
  /** What the answer depends on, beside `all` and `people`. */
  tags: (question: Question<A, P, Q>) => string[] | Promise<string[]>
  /** What is in sight changes with the tenant's day; `minute` where the answer also tells what is over or comes next. */
  clock?: Clock
  /** One answer for all who see the same rows; else each person has their own. */
  shared?: boolean
  /** Worked out in one process at a time: figures of a whole school. */
  expensive?: boolean
  run(question: Question<A, P, Q>): Promise<z.input<R>>
}

declare module 'h3' {
  interface H3EventContext {
    /** What a cached handler asks, worked out before the cache and handed through it. */
    question?: { key: string, run: () => Promise<{ text: string, etag: string }> } | undefined
  }
}

/** An entry nobody can reach any more goes within the hour. */
const SECONDS = 3_600

/**
 * Nitro's cached handler under a key of ours: it keeps a finished text under the generations it was made from.
 * Nothing of the request is in reach inside, and what it does to the answer's headers is set right outside.
 */
const throughCache = (name: string) => defineCachedEventHandler(async (event) => {
  const { question } = event.context
  if (!question) throw new Error('a cached handler was called without its question')
  const { text, etag } = await question.run()
  setResponseHeader(event, 'etag', etag)
  return text
}, { name, group: 'answers', swr: false, maxAge: SECONDS, integrity: useRuntimeConfig().app.buildId, getKey: event => event.context.question?.key ?? '' })

const wholes = new WeakMap<Tenant, string>()
/** All that is known of a tenant, settings and all, in one hash: the directory gives out the same object for some seconds. */
function wholeOf(tenant: Tenant): string {
  const known = wholes.get(tenant) ?? keyOf([tenant])
  wholes.set(tenant, known)
  return known
}

/** Where Nitro keeps it; says whether this process has it in hand. */
const storageKey = (name: string, key: string) => `answers:${name}:${key}.json`

/**
 * A read of one tenant whose answer is kept until something that it depends on changes. Who may, and what comes in, is
 * settled before the cache is looked at; a cache that is away only makes it slower.
 */
export function defineCachedTenantHandler<
  A extends Policy | 'anyone', R extends z.ZodType,
  P extends z.ZodType | undefined = undefined, Q extends z.ZodType | undefined = undefined,
>(spec: CachedHandlerSpec<A, P, Q, R>): EventHandler & { spec: AnyHandlerSpec } {
  const clock = spec.clock ?? 'day'
  let kept: EventHandler<object, Promise<unknown>> | undefined
  const handler = defineEventHandler(async (event) => {
    const question = ask(event, spec)
    const { ctx } = question
    const run = async () => {
      const answer = await spec.run(question)
      const text = JSON.stringify(answer)
      return { text, etag: etagOf(text, spec.version?.(answer as z.output<R>)) }
    }
    // Read before the tags are looked up: whose groups changed in between is under old values, and found no more.
    const reads = event.context.reads ??= new RequestReads(ctx.tenant.id)
    const tags = await reads.read(SIGHT) && [...new Set([...SIGHT, ...await spec.tags(question)])]
    const values = tags && await reads.read(tags)
    const stamp = clockStamp(clock, ctx.tenant)
    if (values) reads.use(event.path, tags, clock, stamp)
    if (!values) {
      const { text, etag } = await run()
      answersFrom.inc({ name: spec.name, from: 'unkept' })
      return sendText(event, text, etag, 'unkept')
    }
    const key = keyOf([spec.name, wholeOf(ctx.tenant), sightOf(ctx, spec.shared ?? false), ctx.locale, question.params, question.query, stamp, values])
    const inHand = memory().has(storageKey(spec.name, key))
    kept ??= throughCache(spec.name)
    let computed = false
    event.context.question = {
      key,
      run: () => {
        computed = true
        return spec.expensive ? onceAcross(key, run) : run()
      },
    }
    const text = await withoutConditions(event, () => kept?.(event)) as string
    event.context.question = undefined
    const from = computed ? 'computed' : inHand ? 'memory' : 'redis'
    answersFrom.inc({ name: spec.name, from })
    const etag = String(getResponseHeader(event, 'etag'))
    // Whoever has asked twice may ask again.
    if (from === 'memory' && !event.context.internal) markKept(event, spec.name)
    return sendText(event, text, etag, from)
  })
  return Object.assign(handler, { spec: spec as unknown as AnyHandlerSpec })
}

function ask<A extends Policy | 'anyone', R extends z.ZodType, P extends z.ZodType | undefined, Q extends z.ZodType | undefined>(
  event: H3Event, spec: CachedHandlerSpec<A, P, Q, R>,
): Question<A, P, Q> {
  const ctx = allowed(event, spec.allow)
  const params = spec.params ? parseParams(spec.params, getRouterParams(event)) : undefined
  const query = spec.query ? parseQuery(spec.query, getQuery(event)) : undefined
  return { ctx, params, query } as Question<A, P, Q>
}

/** Nitro would answer 304 by the second of a change; ours is by the content, and outside. */
async function withoutConditions<T>(event: H3Event, work: () => Promise<T> | undefined): Promise<T | undefined> {
  const { headers } = event.node.req
  const { 'if-none-match': match, 'if-modified-since': since, range } = headers
  delete headers['if-none-match']
  delete headers['if-modified-since']
  delete headers.range
  try {
    return await work()
  }
  finally {
    if (match !== undefined) headers['if-none-match'] = match
    if (since !== undefined) headers['if-modified-since'] = since
    if (range !== undefined) headers.range = range
    event.node.res.removeHeader('last-modified')
    event.node.res.removeHeader('cache-control')
  }
}
