import { LRUCache } from 'lru-cache'

interface Kept { value: unknown, endsAt: number }

/** What an entry costs beside its text: the key, the parsed object's headers. */
const OVERHEAD = 400

/**
 * The first level: what this process has in hand, bounded in bytes, the longest unused going first. Values are handed out
 * as they were put in and shared between requests: nobody may change one.
 */
export function memoryLevel(bytes: number) {
  const kept = new LRUCache<string, Kept>({ maxSize: Math.max(1, bytes) })
  return {
    get(key: string): unknown {
      const found = kept.get(key)
      if (!found) return undefined
      if (found.endsAt > Date.now()) return found.value
      kept.delete(key)
      return undefined
    },
    has: (key: string): boolean => (kept.peek(key)?.endsAt ?? 0) > Date.now(),
    /** @param size of the value as text, in characters */
    set(key: string, value: unknown, size: number, seconds: number): void {
      kept.set(key, { value, endsAt: Date.now() + seconds * 1_000 }, { size: 2 * (size + key.length) + OVERHEAD })
    },
    delete: (key: string): boolean => kept.delete(key),
    clear: () => kept.clear(),
    figures: () => ({ bytes: kept.calculatedSize, most: bytes, entries: kept.size }),
  }
}

export type MemoryLevel = ReturnType<typeof memoryLevel>
