import type { Store } from './store'

/** Longer than one save may take; after that whoever held it is taken for gone. */
const LEASE_MS = 60_000

/**
 * Runs `work` while no other tab and no service worker does. Web Locks queue; over plain HTTP there are none, and a
 * lease in the store says that it is somebody else's turn: then null, to be asked again later.
 */
export async function oneAtATime<T>(store: Store, work: () => Promise<T>): Promise<T | null> {
  if ('locks' in navigator) return await navigator.locks.request('goalschool.saves', work) as T
  if (!await store.lease(LEASE_MS)) return null
  try {
    return await work()
  }
  finally {
    await store.release()
  }
}
