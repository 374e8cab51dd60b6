import type { H3Event } from 'h3'
import { DomainError } from '../domain/errors'

export const MAX_JSON_BYTES = 1024 * 1024

const tooLarge = (limit: number) => new DomainError('too_large', { status: 413, detail: `At most ${limit} bytes are taken here.` })

/**
 * The body piece by piece, for whoever may leave before its end. The request stays whole then, which Nitro's way of closing
 * counts on; the rest of the body goes with the connection, and whoever means to use that again is told.
 */
export async function* piecesOf({ node: { req, res } }: H3Event, body?: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? req.iterator({ destroyOnReturn: false })
  }
  finally {
    if (!req.complete) res.setHeader('connection', 'close')
  }
}

/** The request's body, at most `limit` bytes of it, however it claims to be long. @throws DomainError `too_large` */
export async function readBounded(event: H3Event, limit = MAX_JSON_BYTES): Promise<string> {
  if (Number(requestHeader(event, 'content-length') ?? 0) > limit) throw tooLarge(limit)
  const request = event.node.req as typeof event.node.req & { body?: unknown }
  // A call from a server render carries its body as it is.
  if (request.body !== undefined) return typeof request.body === 'string' ? request.body : JSON.stringify(request.body)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of piecesOf(event)) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The JSON of a request. @throws DomainError `wrong_type`, `bad_json`, `too_large` */
export async function readJson(event: H3Event): Promise<unknown> {
  const text = await readBounded(event)
  const type = requestHeader(event, 'content-type') ?? ''
  if (text && !/^application\/(?:[\w.+-]+\+)?json(?:;|$)/i.test(type))
    throw new DomainError('wrong_type', { status: 415, detail: 'Send the body as application/json.' })
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (key === '__proto__') throw new SyntaxError('a key is not allowed')
      return value
    })
  }
  catch {
    throw new DomainError('bad_json', { status: 400, detail: 'The body is not valid JSON.' })
  }
}

/** The fields of a plain HTML form; a field that occurs more than once is a list. */
export async function readForm(event: H3Event): Promise<Record<string, string | string[]>> {
  const fields: Record<string, string | string[]> = Object.create(null)
  const parsed = new URLSearchParams(await readBounded(event))
  for (const name of new Set(parsed.keys())) {
    const values = parsed.getAll(name)
    fields[name] = values.length > 1 ? values : values[0] ?? ''
  }
  return fields
}
