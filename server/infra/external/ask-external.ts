import { addressBelow, staysBelow } from './below'

/** Bytes of an answer. */
const LARGEST = 2 * 1024 * 1024
const PATIENCE_MS = 10_000
const MOST_AT_ONCE = 32
const MOST_REDIRECTS = 3

/** Data, and nothing that a browser would run or lay out under our address. */
const TYPES = /^(?:application\/(?:[\w.-]+\+)?json|application\/pdf|text\/(?:plain|csv|calendar)|image\/(?:png|jpeg|gif|webp))\s*(?:;|$)/i

export type ExternalAnswer = { body: Buffer, type: string } | { refused: 'not_below' | 'not_found' | 'busy' | 'too_late' | 'bad_gateway' }

let underWay = 0

/**
 * Asks the server behind `EXTERNAL_API_URL`: nothing of whoever asks goes along but the path and the language, and nothing comes
 * back but the data and its type.
 */
export async function askExternal(base: string, path: string, language: string): Promise<ExternalAnswer> {
  const address = addressBelow(base, path)
  if (!address) return { refused: 'not_below' }
  if (underWay >= MOST_AT_ONCE) return { refused: 'busy' }
  underWay++
  const signal = AbortSignal.timeout(PATIENCE_MS)
  try {
    return await follow(base, address, { 'accept': 'application/json, */*;q=0.5', 'accept-language': language }, signal)
  }
  catch {
    return { refused: signal.aborted ? 'too_late' : 'bad_gateway' }
  }
  finally {
    underWay--
  }
}

async function follow(base: string, start: URL, headers: Record<string, string>, signal: AbortSignal): Promise<ExternalAnswer> {
  let address = start
  for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
    const answer = await fetch(address, { headers, redirect: 'manual', credentials: 'omit', signal })
    const location = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null
    if (location === null) return await take(answer)
    await answer.body?.cancel()
    const next = URL.canParse(location, address) ? staysBelow(base, new URL(location, address)) : null
    if (!next) return { refused: 'bad_gateway' }
    address = next
  }
  return { refused: 'bad_gateway' }
}

async function take(answer: Response): Promise<ExternalAnswer> {
  const type = answer.headers.get('content-type') ?? ''
  const length = Number(answer.headers.get('content-length') ?? 0)
  if (!answer.ok || !TYPES.test(type) || length > LARGEST) {
    await answer.body?.cancel()
    return { refused: answer.status === 404 || answer.status === 410 ? 'not_found' : 'bad_gateway' }
  }
  const chunks: Uint8Array[] = []
  let size = 0
  // What was compressed counts as it is unpacked.
  const reader = answer.body?.getReader()
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength
    if (size > LARGEST) {
      await reader?.cancel()
      return { refused: 'bad_gateway' }
    }
    chunks.push(part.value)
  }
  return { body: Buffer.concat(chunks), type }
}
