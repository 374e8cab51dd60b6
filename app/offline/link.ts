import { forgetPages } from './forget'
import { tell } from './news'

// What every page of a teacher loads: light, and without the store. The rest comes when something is marked or waits.

const OWNER = 'goalschool.owner'
const WAITING = 'goalschool.waiting'

/** The browser's little notes; some private windows refuse them, and then everything is looked up. */
function note(name: string): string | null {
  try {
    return localStorage.getItem(name)
  }
  catch {
    return ''
  }
}

function take(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name)
    else localStorage.setItem(name, value)
  }
  catch {
    // Nothing is noted then.
  }
}

/** Whether the device holds marks that are worth a look. */
export const isWaiting = () => note(WAITING) !== null
export const noteWaiting = (waiting: boolean) => take(WAITING, waiting ? 'yes' : null)

/** The device is this person's from now on: what another left is not theirs to see. */
async function claim(owner: string): Promise<void> {
  const before = note(OWNER)
  if (before === owner) return
  await forgetPages()
  take(OWNER, owner)
  // Tabs of the person before would send in this one's name.
  if (before) tell({ kind: 'forgotten' })
}

let claimed: Promise<void> | undefined
let registered: Promise<ServiceWorkerRegistration | undefined> | undefined

/**
 * The service worker, once it is there and the device is this person's. Only the built product has one, and over plain
 * HTTP there is no such thing.
 */
export function worker(owner: string): Promise<ServiceWorkerRegistration | undefined> {
  claimed ??= claim(owner)
  return registered ??= claimed.then(async () => {
    if (import.meta.dev || !('serviceWorker' in navigator)) return
    await navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    return navigator.serviceWorker.ready
  }).catch(() => undefined)
}

/** Leaves the sending to the service worker: the page may be gone in a moment. */
export const sendElsewhere = (): void => navigator.serviceWorker?.controller?.postMessage({ kind: 'send' })

/** Keeps these pages, and the scripts that this page has needed so far, for when there is no network. */
export async function keepPages(owner: string, paths: string[]): Promise<void> {
  const registration = await worker(owner)
  const assets = performance.getEntriesByType('resource').map(({ name }) => name).filter(name => name.includes('/_nuxt/'))
  registration?.active?.postMessage({ kind: 'keep', paths, assets })
}

/** Nothing of anybody is noted any more. */
export function forgetNotes(): void {
  take(OWNER, null)
  take(WAITING, null)
}
