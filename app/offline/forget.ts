import { tell } from './news'
import type { Store } from './store'

/** The names of our caches: pages of one person, and the assets of one build. */
export const PAGES = 'goalschool-pages'
export const ASSETS = 'goalschool-assets-'

/** Removes the pages from this device; marks that nobody has yet wait for their owner. */
export async function forgetPages(): Promise<void> {
  // Over plain HTTP there is no such thing.
  if ('caches' in globalThis) await caches.delete(PAGES)
}

/** Removes everything from this device, and says so to every tab. */
export async function forgetAll(store: Store): Promise<void> {
  await store.clear()
  if ('caches' in globalThis) await Promise.all((await caches.keys()).filter(name => name.startsWith('goalschool-')).map(name => caches.delete(name)))
  tell({ kind: 'forgotten' })
}
