import { AsyncLocalStorage } from 'node:async_hooks'
import { DatabaseStarved } from '../db/starved'
import { givenBack, withAsyncContext } from './async-context'

const watched = givenBack(new AsyncLocalStorage<{ starved: DatabaseStarved | null }>())

/** Tells the `noticeStarvation` around it, if there is one, what a database below better-auth threw. */
export function tellStarvation(error: unknown): void {
  const watch = watched.getStore()
  if (watch && error instanceof DatabaseStarved) watch.starved = error
}

/**
 * Runs what better-auth does. It turns whatever goes wrong below it into a 500 of its own; a database that had no
 * room comes through as what it is.
 * @param failed whether an answer is such a 500
 * @throws DatabaseStarved
 */
export async function noticeStarvation<T>(work: () => Promise<T>, failed: (answer: T) => boolean = () => false): Promise<T> {
  const watch: { starved: DatabaseStarved | null } = { starved: null }
  try {
    const answer = await withAsyncContext(() => watched.run(watch, work))
    if (watch.starved && failed(answer)) throw watch.starved
    return answer
  }
  catch (error) {
    throw watch.starved ?? error
  }
}
