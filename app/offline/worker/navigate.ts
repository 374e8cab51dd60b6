import { forgetPages, PAGES } from '../forget'
import { inTime } from './in-time'
import { openAssets } from './kept-assets'
import { isKeepable, keptPage, takePage } from './kept-pages'
import type { FetchEvent } from './scope'

/**
 * A page: from the network, and where that fails or takes too long as it was kept. Whatever else is asked for without
 * network leads to the list of the day, from which everything that is at hand can be reached.
 */
export async function navigate(event: FetchEvent): Promise<Response> {
  const { pathname, search } = new URL(event.request.url)
  // Whoever gets there is not signed in, or no longer as the same person.
  if (pathname === '/sign-in') event.waitUntil(forgetPages())
  const asked = askFor(event)
  if (!isKeepable(pathname)) return asked.catch(today)

  const [pages, assets] = await Promise.all([caches.open(PAGES), openAssets()])
  const taken = asked.then(response => search && response.status === 200 ? true : takePage({ pages, assets }, pathname, response.clone()))
  event.waitUntil(taken.catch(() => {}))
  const kept = await keptPage(pathname)
  if (!kept) return asked.catch(today)
  return inTime(asked, kept)
}

async function today(reason: unknown): Promise<Response> {
  if (await keptPage('/today')) return Response.redirect('/today', 302)
  throw reason
}

/** What the browser has begun to ask for by itself; a worker takes its time to start, on a telephone a tenth of a second. */
const askFor = async ({ request, preloadResponse }: FetchEvent): Promise<Response> => await preloadResponse ?? fetch(request)
