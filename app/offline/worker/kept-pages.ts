import { forgetPages, PAGES } from '../forget'
import { assetsIn, keepAssets, openAssets } from './kept-assets'
import { keepCare } from './kept-care'

/** Addresses of scripts that the pages fetch late: app/offline/device.ts and the like. */
declare const LATE: string[]

/** Older ones are of another day, and not shown. */
const KEPT_MS = 36 * 3_600_000
/** As many as a long day has, and some that were looked up; beside each register what belongs to it. */
const MOST = 30
const SINCE = 'x-kept-since'

/** The pages that are of use without network: the day, and its registers. */
export const isKeepable = (path: string) => path === '/today' || /^\/lessons\/[\da-f-]{36}\/register$/.test(path)

const ageOf = (response: Response) => Date.now() - Date.parse(response.headers.get(SINCE) ?? '')

/** The page as it was kept, saying since when in `<html data-kept>`; undefined where there is none of this day. */
export async function keptPage(path: string): Promise<Response | undefined> {
  if (!await caches.has(PAGES)) return
  const kept = await (await caches.open(PAGES)).match(path, { ignoreVary: true })
  if (!kept || !(ageOf(kept) < KEPT_MS)) return
  const html = (await kept.text()).replace('<html', `<html data-kept="${kept.headers.get(SINCE)}"`)
  return new Response(html, { headers: kept.headers })
}

/** Asks for pages and keeps them, with their assets. */
export async function keepPages(paths: string[]): Promise<void> {
  // Opened before anything is asked: whoever signs out meanwhile takes away this cache, and what comes later goes with it.
  const [pages, assets] = await Promise.all([caches.open(PAGES), openAssets()])
  await keepAssets(assets, LATE)
  for (const path of paths.filter(isKeepable).slice(0, MOST)) {
    // The browser's own cache knows the ETag, so what has not changed is a 304.
    const response = await fetch(path, { redirect: 'manual', cache: 'no-cache', headers: { accept: 'text/html' }, signal: AbortSignal.timeout(20_000) }).catch(() => null)
    if (response && !await takePage({ pages, assets }, path, response)) return
  }
  await dropOld(pages)
}

/**
 * What an answer says of the page that is kept: its new state, that it is no longer to be seen, or that nobody is
 * signed in any more, which takes them all away.
 * @returns whether there is still somebody to keep pages for
 */
export async function takePage({ pages, assets }: { pages: Cache, assets: Cache }, path: string, response: Response): Promise<boolean> {
  if (response.type === 'opaqueredirect' || response.status === 401) {
    await forgetPages()
    return false
  }
  if (response.status === 403 || response.status === 404) await pages.delete(path, { ignoreVary: true })
  if (response.status !== 200) return true
  const html = await response.text()
  const headers = new Headers(response.headers)
  for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name)
  headers.set(SINCE, new Date().toISOString())
  await keepAssets(assets, assetsIn(html, response.url))
  await pages.put(path, new Response(html, { headers }))
  if (path !== '/today') await keepCare(pages, path)
  return true
}

/** The pages of another build need scripts that are going: they are asked for anew, or given up. */
export async function renewPages(): Promise<void> {
  if (!await caches.has(PAGES)) return
  const paths = (await (await caches.open(PAGES)).keys()).map(request => new URL(request.url).pathname)
  await forgetPages()
  await keepPages(paths)
}

async function dropOld(pages: Cache): Promise<void> {
  const requests = await pages.keys()
  await Promise.all(requests.map(async (request, index) => {
    const kept = await pages.match(request, { ignoreVary: true })
    if (index < requests.length - 2 * MOST || !kept || !(ageOf(kept) < KEPT_MS)) await pages.delete(request, { ignoreVary: true })
  }))
}
