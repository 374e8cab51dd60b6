import { getCurrentAuthContextAsyncLocalStorage, getCurrentDBAdapterAsyncLocalStorage, getRequestStateAsyncLocalStorage } from '@better-auth/core/context'

const LINGER_MS = 50
let underWay = 0
let timer: NodeJS.Timeout | undefined

/**
 * For work that hands something down by AsyncLocalStorage, as better-auth does. Until Node 24 every promise of the
 * process costs several times as much from the first use of one on, so they are given back after the last (decision 16).
 */
export async function withAsyncContext<T>(work: () => Promise<T>): Promise<T> {
  underWay++
  clearTimeout(timer)
  try {
    return await work()
  }
  finally {
    if (--underWay === 0) timer = setTimeout(() => void giveBack(), LINGER_MS).unref()
  }
}

async function giveBack(): Promise<void> {
  const storages = await Promise.all([getCurrentAuthContextAsyncLocalStorage(), getCurrentDBAdapterAsyncLocalStorage(), getRequestStateAsyncLocalStorage()])
  if (underWay === 0) for (const storage of [...storages, ...own]) storage.disable()
}

const own: { disable(): void }[] = []
/** One of our own, given back with the others. */
export function givenBack<T extends { disable(): void }>(storage: T): T {
  own.push(storage)
  return storage
}
