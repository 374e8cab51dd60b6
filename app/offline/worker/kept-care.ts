import { PAGES } from '../forget'
import { inTime } from './in-time'

// What there is to know of the children of a lesson, medical notes and whom to call. No cache of anybody's may keep it; the
// phone by the pitch has to, with the register that it belongs to, and it goes with the pages.

const CARE = /^\/api\/lessons\/[\da-f-]{36}\/medical$/
const SINCE = 'x-kept-since'
/** Not asked for again before: each time is a look in the school's log. */
const FRESH_MS = 15 * 60_000

export const isCare = (request: Request) => CARE.test(new URL(request.url).pathname)

const careOf = (register: string) => `/api${register.replace(/register$/, 'medical')}`

async function take(pages: Cache, path: string, response: Response): Promise<void> {
  if (response.status === 401 || response.status === 403 || response.status === 404) await pages.delete(path)
  if (response.status !== 200) return
  const headers = { 'content-type': response.headers.get('content-type') ?? 'application/json', [SINCE]: new Date().toISOString() }
  await pages.put(path, new Response(await response.text(), { headers }))
}

/** Keeps what belongs to a register that is kept. */
export async function keepCare(pages: Cache, register: string): Promise<void> {
  const path = careOf(register)
  const kept = await pages.match(path)
  if (kept && Date.now() - Date.parse(kept.headers.get(SINCE) ?? '') < FRESH_MS) return
  const response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(20_000) }).catch(() => null)
  if (response) await take(pages, path, response)
}

/** From the network, and where that fails as it was kept. */
export async function care(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const asked = fetch(request)
  if (!await caches.has(PAGES)) return asked
  const pages = await caches.open(PAGES)
  const taken = asked.then(response => take(pages, pathname, response.clone())).catch(() => {})
  const kept = await pages.match(pathname)
  if (!kept) return asked
  const answer = await inTime(asked, kept)
  if (answer !== kept) await taken
  return answer
}
