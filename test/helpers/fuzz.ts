import type { Answer } from './http'
import type { Person } from './school/people'
import type { World } from './world'

/** Somebody of a world, or nobody, who asks on the host of its school. */
export interface FuzzViewer { world: World, person: Person | null }

/** Ends of addresses that have been mistaken for each other, or for none: Cyrillic, punctuation, empty and repeated parts. */
export const ODD_QUERIES = [
  '', '?search=%D0%86%D0%B2', '?x=%D1%8F%27%22%3C', '?lang=en', '?from=&branchId=', '?lang=ru&%00=1', '?a=1-10', '?a=11-0', '?a[]=%5B', '?search=;,&&=',
] as const

/** Picks by chance, and the same in every run. */
export function chooser(seed: number): <T>(list: readonly T[]) => T {
  let state = seed
  return <T>(list: readonly T[]) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return list[Math.floor(state / 65_536) % list.length] as T
  }
}

/** Does something so many times, a few at once. */
export async function often(count: number, work: () => Promise<void>, lanes = 6): Promise<void> {
  let begun = 0
  const lane = async () => {
    while (begun++ < count) await work()
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Which words of others are in an answer that may name nobody but its viewer. */
export function wordsOfOthers(worlds: readonly World[]): (answer: Answer, viewer: Person | null) => string[] {
  const everybody = worlds.flatMap(({ people }) => Object.values(people))
  return ({ text }, viewer) => everybody
    .filter(({ email, id }) => email !== viewer?.email && (text.includes(email) || text.includes(id))).map(({ email }) => email)
}
