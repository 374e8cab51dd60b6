import { createHash } from 'node:crypto'
import { dayNumber, type LocalDate } from '#shared/utils/local-date'

type Key = readonly (string | number)[]

/**
 * Chance that does not depend on what was drawn before: the same key is the same fraction, 0 ≤ f < 1.
 * So a day of the demo is the same whether it was filled at once or long after its neighbours.
 */
export function fraction(...key: Key): number {
  // FNV-1a over the key, then the finaliser of MurmurHash3, since FNV alone leaves similar keys similar.
  let hash = 0x811C9DC5
  for (const part of key) {
    const text = typeof part === 'string' ? part : String(part)
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    hash = Math.imul(hash ^ 0x1F, 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85EBCA6B)
  hash = Math.imul(hash ^ (hash >>> 13), 0xC2B2AE35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** A whole number from `min` to `max`, both included. */
export function whole(min: number, max: number, ...key: Key): number {
  return min + Math.floor(fraction(...key) * (max - min + 1))
}

/** One of a list. @throws RangeError when the list is empty */
export function pick<T>(list: readonly T[], ...key: Key): T {
  const [picked] = list.slice(Math.floor(fraction(...key) * list.length))
  if (picked === undefined) throw new RangeError('nothing to pick from')
  return picked
}

/** As many as wanted, in an order of chance. */
export function sample<T>(list: readonly T[], count: number, ...key: Key): T[] {
  return list.map((item, i) => ({ item, rank: fraction(i, ...key) }))
    .sort((a, b) => a.rank - b.rank).slice(0, count).map(({ item }) => item)
}

/** A UUIDv7 (RFC 9562 §5.7) with the day as its time and the key in place of chance: filled again, it is the same row. */
export function demoId(day: LocalDate, ...key: Key): string {
  const time = (dayNumber(day) * 86_400_000).toString(16).padStart(12, '0')
  const hash = createHash('sha256').update(key.join('\u001F')).digest('hex')
  const variant = ((Number.parseInt(hash.slice(3, 4), 16) & 0x3) | 0x8).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(7, 19)}`
}
