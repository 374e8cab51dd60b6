import { hash } from 'node:crypto'
import { fromRedis, intoLevels } from './levels'
import { generations, memory } from './room'

interface Question {
  tenantId: string
  /** Which question, `noun.verb`. */
  name: string
  /** What it is about, as JSON keeps it apart: everything that the answer depends on beside the tags. */
  about: unknown
}

interface CachedQuestion extends Question {
  tags: readonly string[]
  seconds: number
}

/** An answer and the generations that it was made under: under others it does not hold. */
interface Kept { values: readonly string[], answer: unknown }

/** What is kept of a question, found or being fetched while nobody needs to know the generations yet. */
export interface Look { key: string, kept: Kept | Promise<Kept | undefined> }

/** One hex hash of structured JSON: parts cannot run into each other, whatever script or punctuation is in them. */
export const keyOf = (parts: readonly unknown[]): string => hash('sha1', JSON.stringify(parts))

/** A look that nobody comes to wait for must not end the process. */
const ofRedis = (key: string) => fromRedis(key).catch(() => undefined) as Promise<Kept | undefined>

/** Begins to look, so that one way to Redis serves for what is kept and for the generations that it must have. */
export function lookFor({ name, tenantId, about }: Question): Look {
  const key = keyOf([name, tenantId, about])
  return { key, kept: memory().get(key) as Kept | undefined ?? ofRedis(key) }
}

/**
 * The answer to a question, from what is kept if it was asked since the last change. Asked by many at once it is
 * worked out once. An answer of `null` or `undefined` is not kept.
 * @param compute gives plain data
 */
export async function cached<T>({ tags, seconds, ...question }: CachedQuestion, compute: () => Promise<T>): Promise<T> {
  const look = lookFor(question)
  const values = await generations().read(question.tenantId, tags)
  return values ? cachedUnder(values, look, seconds, compute) : compute()
}

const underWay = new Map<string, Promise<unknown>>()

/** The same for values that were read before, and a look that was begun before. */
export async function cachedUnder<T>(values: readonly string[], look: Look, seconds: number, compute: () => Promise<T>): Promise<T> {
  const name = `${look.key} ${values.join(' ')}`
  const running = underWay.get(name)
  if (running) return running as Promise<T>
  if (!(look.kept instanceof Promise) && isUnder(values, look.kept)) return look.kept.answer as T
  const work = keptOrComputed(values, look, seconds, compute).finally(() => underWay.delete(name))
  underWay.set(name, work)
  return work
}

const isUnder = (values: readonly string[], kept: Kept | undefined): kept is Kept =>
  kept?.values.length === values.length && kept.values.every((value, index) => value === values[index])

async function keptOrComputed<T>(values: readonly string[], { key, kept }: Look, seconds: number, compute: () => Promise<T>): Promise<T> {
  // One in memory that no longer holds may have a newer one in Redis.
  const found = await (kept instanceof Promise ? kept : ofRedis(key))
  if (isUnder(values, found)) return found.answer as T
  const answer = await compute()
  if (answer !== null && answer !== undefined) void intoLevels(key, { values, answer } satisfies Kept, seconds)
  return answer
}
