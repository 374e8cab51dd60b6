import { request, type Agent, type IncomingHttpHeaders } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The parsed body of a JSON answer, else undefined: tests say what they expect of it. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a schema for each answer would repeat what the tests assert
  body: any
}

export interface HttpOptions {
  method?: string
  /** `host` may be anything here, so that forgeries can be tried. */
  headers?: Record<string, string>
  /** Sent as JSON, or as it is when it is text or bytes. */
  body?: unknown
  /** For connections that are used again; else each request has its own. */
  agent?: Agent
}

/** One request to `origin` without redirects, cookies or any other help. */
export function http(origin: string, path: string, { method = 'GET', headers = {}, body, agent }: HttpOptions = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin)
  const payload = body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  const type = payload === undefined || payload === body ? {} : { 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: { ...type, ...headers }, agent: agent ?? false }, (received) => {
      const chunks: Buffer[] = []
      received.on('data', (chunk: Buffer) => chunks.push(chunk))
      received.once('error', reject)
      received.once('end', () => {
        const text = Buffer.concat(chunks).toString()
        const json = /\bjson\b/.test(received.headers['content-type'] ?? '') && text !== ''
        resolve({ status: received.statusCode ?? 0, headers: received.headers, text, body: json ? JSON.parse(text) : undefined })
      })
    })
    sent.once('error', reject)
    sent.end(payload)
  })
}
