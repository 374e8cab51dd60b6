import { forgetPages } from './forget'
import { noteWaiting, worker } from './link'
import { tell } from './news'
import { pauseAfter, sendSheets, type Sent } from './send-sheets'
import { isUnsettled } from './sheet-state'
import type { Sheet } from './sheet'
import { openStore, type Store } from './store'

/** A day and a half: what arrived, or was looked at, is of no use after that. */
const KEPT_MS = 36 * 3_600_000

let opened: Promise<Store> | undefined
let timer: ReturnType<typeof setTimeout> | undefined
let sending: Promise<Sent> | undefined
let more = false
let attempts = 0

/** The store of this device, cleared of what is of no use any more. */
export function deviceStore(): Promise<Store> {
  return opened ??= openStore().then(async (store) => {
    for (const sheet of await store.sheets()) {
      if (isOld(sheet)) await store.update(sheet.key, found => found && isOld(found) ? undefined : found)
    }
    return store
  })
}

const isOld = (sheet: Sheet) => !isUnsettled(sheet) && Date.now() - sheet.changed > KEPT_MS

/** What this person has set on this device, in the order of setting. */
export async function sheetsOf(owner: string): Promise<Sheet[]> {
  const store = await deviceStore()
  const sheets = (await store.sheets()).filter(sheet => sheet.owner === owner).sort((a, b) => a.changed - b.changed)
  noteWaiting(sheets.some(sheet => isUnsettled(sheet) || sheet.arrived))
  return sheets
}

/** Changes a sheet that is there; one with nothing left in it goes. */
export async function updateSheet(key: string, fn: (sheet: Sheet) => Sheet): Promise<void> {
  const store = await deviceStore()
  await store.update(key, (found) => {
    const after = found && fn(found)
    return after && (isUnsettled(after) || after.arrived) ? after : undefined
  })
}

let listening = false

/** From the first mark on: whenever there is a chance. */
function listen(owner: string): void {
  if (listening) return
  listening = true
  window.addEventListener('online', () => void sendNow(owner))
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && void sendNow(owner))
}

/** Sends after a moment; taps that come quickly one after the other go out together. */
export function sendSoon(owner: string, ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void sendNow(owner), ms)
}

/** Sends what waits, and goes on trying with growing pauses for as long as the page is open. */
export async function sendNow(owner: string): Promise<Sent> {
  listen(owner)
  clearTimeout(timer)
  if (sending) {
    more = true
    return sending
  }
  sending = deviceStore().then(store => sendSheets(store, owner))
  const sent = await sending.finally(() => sending = undefined)
  if (sent === 'again') {
    sendSoon(owner, pauseAfter(++attempts))
    void askForBackground(owner)
  }
  else {
    attempts = 0
    await sheetsOf(owner)
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

/** Where there is Background Sync, the browser sends when the network is back, the page open or not. */
async function askForBackground(owner: string): Promise<void> {
  const registration = await worker(owner) as WithSync | undefined
  await registration?.sync?.register('saves').catch(() => {})
}
