import { redis } from '../redis/redis'
import { memory } from './room'

/** Longer texts stay in memory. */
const LONGEST = 512 * 1024

/** What is kept under a key: in this process's memory, else in Redis. @returns undefined when it is in neither */
export async function fromLevels(key: string): Promise<unknown> {
  const own = memory().get(key)
  return own !== undefined ? own : fromRedis(key)
}

/** What another process, or this one before, left in Redis: from then on in this memory too. */
export async function fromRedis(key: string): Promise<unknown> {
  const text = await redis()?.ask(client => client.call('get', `kept:${key}`) as Promise<string | null>)
  if (!text) return undefined
  const { value, seconds, at } = JSON.parse(text) as { value: unknown, seconds: number, at: number }
  const left = seconds - (Date.now() - at) / 1_000
  if (left <= 0) return undefined
  memory().set(key, value, text.length, left)
  return value
}

/** Keeps plain data in both. Nobody has to wait until Redis has it. */
export async function intoLevels(key: string, value: unknown, seconds: number): Promise<void> {
  const text = JSON.stringify({ value, seconds, at: Date.now() })
  memory().set(key, value, text.length, seconds)
  if (text.length <= LONGEST) await redis()?.ask(client => client.set(`kept:${key}`, text, 'EX', Math.ceil(seconds)))
}
