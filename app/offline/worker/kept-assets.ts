import { ASSETS } from '../forget'

declare const BUILD: string

const NAME = ASSETS + BUILD

/** To be opened before anything is asked: whoever signs out meanwhile takes it away, and what comes later goes with it. */
export const openAssets = () => caches.open(NAME)

/** Scripts and styles, ours or the CDN's: their name has the hash of their content, so what is kept never grows old. */
export const isAsset = (request: Request) => new URL(request.url).pathname.includes('/_nuxt/')

/** From the device, else from the network, and then kept. */
export async function asset(request: Request): Promise<Response> {
  const kept = await caches.match(request.url, { ignoreVary: true })
  if (kept) return kept
  const assets = await openAssets()
  const response = await fetch(request)
  // What cannot be kept, on a full disk for one, is of use all the same.
  if (response.ok) await assets.put(request.url, response.clone()).catch(() => {})
  return response
}

/** Keeps what is not kept yet; one that cannot be had now is asked for when it is needed. */
export async function keepAssets(cache: Cache, addresses: Iterable<string>): Promise<void> {
  await Promise.all([...new Set(addresses)].map(async (address) => {
    if (await cache.match(address, { ignoreVary: true })) return
    const response = await fetch(address, { credentials: 'omit' }).catch(() => null)
    if (response?.ok) await cache.put(address, response).catch(() => {})
  }))
}

/** What a page's HTML names, in full. */
export function assetsIn(html: string, base: string): string[] {
  return [...html.matchAll(/(?:src|href)="([^"]*\/_nuxt\/[^"]+)"/g)].map(([, address = '']) => new URL(address, base).href)
}

/** Removes the assets of earlier builds. */
export async function dropOldAssets(): Promise<void> {
  await Promise.all((await caches.keys()).filter(name => name.startsWith(ASSETS) && name !== NAME).map(name => caches.delete(name)))
}
