import { hash } from 'node:crypto'
import { fromLevels, intoLevels } from './levels'
import { generations, memory } from './room'

export interface CachedQuestion {
  tenantId: string
  /** Which question, `noun.verb`. */
  name: string
  /** What it is about, as JSON keeps it apart: everything that the answer depends on beside the tags. */
  about: unknown
  tags: readonly string[]
  seconds: number
}

/** One hex hash of structured JSON: parts cannot run into each other, whatever script or punctuation is in them. */
export const keyOf = (parts: readonly unknown[]): string => hash('sha1', JSON.stringify(parts))

const underWay = new Map<string, Promise<unknown>>()

/**
 * The answer to a question, from what is kept if it was asked since the last change. Asked by many at once it is
 * worked out once. An answer of `null` or `undefined` is not kept.
 * @param compute gives plain data
 */
export async function cached<T>({ tags, ...question }: CachedQuestion, compute: () => Promise<T>): Promise<T> {
  const values = await generations().read(question.tenantId, tags)
  return values ? cachedUnder(values, question, compute) : compute()
}

/** The same for values that were read before. */
export async function cachedUnder<T>(values: readonly string[], { tenantId, name, about, seconds }: Omit<CachedQuestion, 'tags'>, compute: () => Promise<T>): Promise<T> {
  const key = keyOf([name, tenantId, about, values])
  const running = underWay.get(key)
  if (running) return running as Promise<T>
  const own = memory().get(key)
  if (own !== undefined) return own as T
  const work = keptOrComputed(key, seconds, compute).finally(() => underWay.delete(key))
  underWay.set(key, work)
  return work
}

async function keptOrComputed<T>(key: string, seconds: number, compute: () => Promise<T>): Promise<T> {
  const kept = await fromLevels(key)
  if (kept !== undefined) return kept as T
  const answer = await compute()
  if (answer !== null && answer !== undefined) void intoLevels(key, answer, seconds)
  return answer
}
