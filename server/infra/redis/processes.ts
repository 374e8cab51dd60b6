import { randomUUID } from 'node:crypto'
import { config } from '../config'
import { redis } from './redis'

const EVERY_MS = 2_000
/** Who has not said anything for this long has ended. */
const GONE_MS = 7_000
const KEY = 'goalschool:processes'

const self = randomUUID()
let count: number | undefined

/** How many processes there were when Redis last said, this one among them; before that, and without it, the workers of this machine. */
export const processCount = (): number => count ?? config().workers

/** Says every two seconds that this process is there, and counts the others. @returns what ends it */
export function countProcesses(): () => void {
  const beat = () => redis()?.ask(async (client) => {
    const now = Date.now()
    await client.zadd(KEY, now, self)
    await client.zremrangebyscore(KEY, 0, now - GONE_MS)
    count = Math.max(1, await client.zcard(KEY))
  })
  void beat()
  const timer = setInterval(() => void beat(), EVERY_MS).unref()
  return () => {
    clearInterval(timer)
    void redis()?.ask(client => client.zrem(KEY, self))
  }
}
