import { setTimeout as wait } from 'node:timers/promises'
import { log } from './log'

/** Less than whoever stops this process waits before it kills. */
const PATIENCE_MS = 10_000
const underWay = new Set<Promise<void>>()

/** Work that no answer waits for; a stop does. */
export function inBackground(work: Promise<unknown>): void {
  const watched: Promise<void> = work
    .then(() => {}, (error: unknown) => log.error({ error }, 'work in the background failed'))
    .finally(() => underWay.delete(watched))
  underWay.add(watched)
}

/** At a stop: what is under way gets some time to end. */
export async function backgroundDone(): Promise<void> {
  const impatience = new AbortController()
  await Promise.race([Promise.all(underWay), wait(PATIENCE_MS, undefined, { signal: impatience.signal }).catch(() => {})])
  impatience.abort()
}
