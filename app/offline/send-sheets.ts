import { oneAtATime } from './one-at-a-time'
import { tell } from './news'
import { newKey, sendBatch } from './send-batch'
import { hasDue, settle, type SendResult, type Sheet, withBatch } from './sheet'
import type { Store } from './store'

/** `again`: something has to be tried later. `signed_out`: it waits until its owner has signed in anew. */
export type Sent = 'done' | 'again' | 'signed_out'

/**
 * Sends what waits, lesson by lesson in the order in which it was set, and within a lesson save by save. The one sender
 * there is: the open register, a page that finds marks of yesterday, and the service worker all come here.
 * @param owner whoever is signed in; where something has failed before, that is asked first
 */
export async function sendSheets(store: Store, owner: string): Promise<Sent> {
  return await oneAtATime(store, async () => {
    const waiting = (await store.sheets()).filter(sheet => sheet.owner === owner && hasDue(sheet))
      .sort((a, b) => (a.since ?? 0) - (b.since ?? 0))
    if (waiting.length === 0) return 'done'
    if (waiting.some(sheet => sheet.failures > 0)) {
      const user = await whoIsSignedIn()
      if (user !== owner) return user === undefined ? 'again' : 'signed_out'
    }
    let sent: Sent = 'done'
    for (const { key } of waiting) {
      const result = await sendSheet(store, key)
      if (result?.kind === 'signed_out') return 'signed_out'
      if (result?.kind === 'failed') sent = 'again'
      // Without a network there is none for the next lesson either; one lesson's trouble is not another's.
      if (result?.kind === 'failed' && !result.answered) break
    }
    return sent
  }) ?? 'again'
}

/** Save by save until nothing is due. @returns the result that stopped it, or undefined at the end */
async function sendSheet(store: Store, key: string): Promise<SendResult | undefined> {
  for (;;) {
    const sheet: Sheet | undefined = await store.update(key, found => found && withBatch(found, newKey()))
    if (!sheet?.sent) return
    const batch = sheet.sent
    tell({ kind: 'sheet', key })
    const result = await sendBatch(sheet.lesson.id, batch)
    await store.update(key, found => found && settle(found, batch.key, result, Date.now()))
    tell({ kind: 'sheet', key, result, students: Object.keys(batch.drafts) })
    if (result.kind === 'failed' || result.kind === 'signed_out') return result
  }
}

/** Whose the cookie is: marks are set by whoever is signed in when they arrive. null: nobody's; undefined: that could not be learned. */
export async function whoIsSignedIn(): Promise<string | null | undefined> {
  try {
    const response = await fetch('/api/me', { signal: AbortSignal.timeout(10_000) })
    if (!response.ok) return
    const { user } = await response.json() as { user: { id: string } | null }
    return user?.id ?? null
  }
  catch {
    // No network.
  }
}

/** Milliseconds before the next attempt: 2, 4, 8, 16, then 30 s. */
export const pauseAfter = (attempts: number) => Math.min(30_000, 2_000 * 2 ** (attempts - 1))
