import { forgetAll, forgetPages } from './forget'
import { tell } from './news'
import { pauseAfter, sendSheets, type Sent } from './send-sheets'
import { isUnsettled, summaryOf } from './sheet-state'
import type { Sheet } from './sheet'
import { openStore, type Store } from './store'

/** A day and a half: what arrived, or was looked at, is of no use after that. */
const KEPT_MS = 36 * 3_600_000

interface Device {
  store: Store
  owner: string
}

let device: Promise<Device> | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let sending: Promise<Sent> | undefined
let more = false
let attempts = 0

/** This device as one signed-in person has it; what another left on it is not theirs to see. */
export function deviceOf(owner: string): Promise<Device> {
  return device ??= claimed(owner)
}

async function claimed(owner: string): Promise<Device> {
  const store = await openStore()
  const before = await store.owner()
  if (before !== owner) {
    await forgetPages()
    await store.setOwner(owner)
    // Tabs of the person before would send in this one's name.
    if (before) tell({ kind: 'forgotten' })
  }
  for (const sheet of await store.sheets()) {
    if (!isUnsettled(sheet) && Date.now() - sheet.changed > KEPT_MS) await store.update(sheet.key, found => found && !isUnsettled(found) ? undefined : found)
  }
  return { store, owner }
}

/** What this person has set on this device, in the order of setting. */
export async function sheetsOf(owner: string): Promise<Sheet[]> {
  const { store } = await deviceOf(owner)
  return (await store.sheets()).filter(sheet => sheet.owner === owner).sort((a, b) => a.changed - b.changed)
}

/** Changes a sheet that is there; one with nothing left in it goes. */
export async function updateSheet(owner: string, key: string, fn: (sheet: Sheet) => Sheet): Promise<void> {
  const { store } = await deviceOf(owner)
  await store.update(key, (found) => {
    const after = found && fn(found)
    return after && (isUnsettled(after) || after.arrived) ? after : undefined
  })
}

/** Sends after a moment; taps that come quickly one after the other go out together. */
export function sendSoon(owner: string, ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void sendNow(owner), ms)
}

/** Sends what waits, and goes on trying with growing pauses for as long as the page is open. */
export async function sendNow(owner: string): Promise<Sent> {
  clearTimeout(timer)
  if (sending) {
    more = true
    return sending
  }
  sending = deviceOf(owner).then(({ store }) => sendSheets(store, owner))
  const sent = await sending.finally(() => sending = undefined)
  if (sent === 'again') {
    sendSoon(owner, pauseAfter(++attempts))
    void askForBackground()
  }
  else {
    attempts = 0
    if (more) sendSoon(owner, 0)
  }
  more = false
  if (sent === 'signed_out') {
    await forgetPages()
    tell({ kind: 'signed_out' })
  }
  return sent
}

interface WithSync { sync?: { register: (tag: string) => Promise<void> } }

let registered: Promise<ServiceWorkerRegistration | undefined> | undefined

/** The service worker, once it is there. Only the built product has one, and over plain HTTP there is no such thing. */
export function worker(): Promise<ServiceWorkerRegistration | undefined> {
  if (import.meta.dev || !('serviceWorker' in navigator)) return Promise.resolve(undefined)
  return registered ??= navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })
    .then(() => navigator.serviceWorker.ready, () => undefined)
}

/** Where there is Background Sync, the browser sends when the network is back, the page open or not. */
async function askForBackground(): Promise<void> {
  const registration = await worker() as WithSync | undefined
  await registration?.sync?.register('saves').catch(() => {})
}

/** Leaves the sending to the service worker: the page may be gone in a moment. */
export const sendElsewhere = (): void => navigator.serviceWorker?.controller?.postMessage({ kind: 'send' })

/** Keeps these pages, and the scripts that this page has needed so far, for when there is no network. */
export async function keepPages(paths: string[]): Promise<void> {
  const registration = await worker()
  const assets = performance.getEntriesByType('resource').map(({ name }) => name).filter(name => name.includes('/_nuxt/'))
  registration?.active?.postMessage({ kind: 'keep', paths, assets })
}

/**
 * Tries once more to send, then removes everything from this device.
 * @param leave asked when marks would be lost: whether to go on
 */
export async function signOff(owner: string, leave: (marks: number) => boolean): Promise<boolean> {
  const { store } = await deviceOf(owner)
  await Promise.race([sendNow(owner), new Promise(resolve => setTimeout(resolve, 4_000))])
  const lost = (await sheetsOf(owner)).map(summaryOf).reduce((sum, { waiting, refused }) => sum + waiting + refused, 0)
  if (lost > 0 && !leave(lost)) return false
  clearTimeout(timer)
  await forgetAll(store)
  return true
}
