import { memory } from './room'

/** Of an entry that names no end itself. */
const DEFAULT_SECONDS = 600

/** Behind Nitro's `cache:` mount: parsed entries, so that a hit costs no parsing. */
export const cacheDriver = {
  name: 'goalschool',
  hasItem: (key: string) => memory().has(key),
  getItem: (key: string) => (memory().get(key) ?? null) as string | null,
  setItem(key: string, text: string, options: { ttl?: number }) {
    memory().set(key, JSON.parse(text), text.length, options?.ttl ?? DEFAULT_SECONDS)
  },
  removeItem(key: string) {
    memory().delete(key)
  },
  getKeys: () => [],
  clear: () => memory().clear(),
}
