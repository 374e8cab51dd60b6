import { setTimeout as wait } from 'node:timers/promises'
import { newGeneration } from './generations'
import { fromLevels, intoLevels } from './levels'
import { redis } from '../redis/redis'

/** Longer than anything that is worth it takes; who crashed holds nobody up for more. */
const LOCK_MS = 10_000
const LOOK_MS = 30
const KEPT_SECONDS = 30

/**
 * Works an expensive answer out in one process while the others wait for it. Where Redis is away each does it itself.
 * @param key of the answer, with the generations it depends on
 */
export async function onceAcross<T>(key: string, compute: () => Promise<T>): Promise<T> {
  const link = redis()
  const lock = `once:lock:${key}`, own = newGeneration()
  const claimed = await link?.ask(client => client.set(lock, own, 'PX', LOCK_MS, 'NX'))
  if (claimed === undefined) return compute()
  if (claimed === null) {
    for (const end = Date.now() + LOCK_MS; Date.now() < end; await wait(LOOK_MS)) {
      const found = await fromLevels(`once:${key}`)
      if (found !== undefined) return found as T
      // Whoever had it gave it up, with an error say.
      if (!await link?.ask(client => client.exists(lock))) break
    }
    return await fromLevels(`once:${key}`) as T | undefined ?? compute()
  }
  try {
    const answer = await compute()
    await intoLevels(`once:${key}`, answer, KEPT_SECONDS)
    return answer
  }
  finally {
    await link?.ask(client => client.del(lock))
  }
}
