import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { EventHandler, H3Event } from 'h3'
import type { z } from 'zod'
import type { TenantContext, Viewer } from '../domain/context'
import type { AnyHandlerSpec, Policy } from './define-tenant-handler'

type Output<T> = T extends z.ZodType ? z.output<T> : undefined
type Chunks = AsyncGenerator<string | Uint8Array>

interface FileSpec<P, Q> {
  /** One line for the API's documentation. */
  summary: string
  allow: Policy
  params?: P
  query?: Q
  media: string
  /**
   * Says what the file is called and what is in it, piece by piece; pieces are asked for as fast as the client takes them.
   * @property signal says that the client has gone
   */
  run(input: { ctx: TenantContext<Viewer>, params: Output<P>, query: Output<Q>, signal: AbortSignal }): Promise<{ fileName: string, chunks: Chunks }>
}

/** A route that answers with a file, made while it is sent: of any length, held nowhere as a whole, and kept by nobody. */
export function defineFileHandler<P extends z.ZodType | undefined = undefined, Q extends z.ZodType | undefined = undefined>(
  { summary, allow, params, query, media, run }: FileSpec<P, Q>,
): EventHandler & { spec: AnyHandlerSpec } {
  const handler = defineEventHandler(async (event) => {
    const ctx = allowed(event, allow)
    const gone = new AbortController()
    event.node.res.once('close', () => gone.abort())
    const input = {
      ctx, signal: gone.signal,
      params: (params ? parseParams(params, getRouterParams(event)) : undefined) as Output<P>,
      query: (query ? parseQuery(query, getQuery(event)) : undefined) as Output<Q>,
    }
    await takeFile(ctx.viewer, async () => {
      const { fileName, chunks } = await run(input)
      await send(event, media, fileName, chunks, gone.signal)
    })
  })
  const spec = { summary, allow, media, ...(params ? { params } : {}), ...(query ? { query } : {}) }
  return Object.assign(handler, { spec })
}

async function send(event: H3Event, media: string, fileName: string, chunks: Chunks, gone: AbortSignal): Promise<void> {
  // With the first piece in hand: what fails at once can still be told as what it is.
  const first = await chunks.next()
  setResponseHeaders(event, { 'content-type': media, 'content-disposition': `attachment; filename="${fileName}"`, 'cache-control': KEPT_BY.nobody })
  await pipeline(Readable.from(resumed(first, chunks)), event.node.res).catch((error: unknown) => {
    if (!gone.aborted) throw error
  })
}

async function* resumed(first: IteratorResult<string | Uint8Array>, rest: Chunks): Chunks {
  try {
    if (!first.done) yield first.value
    yield* rest
  }
  finally {
    await rest.return(undefined)
  }
}
