import { inIndexedDb } from './indexed-db'
import type { Sheet } from './sheet'

/** Where a device keeps the sheets. One room, two implementations: IndexedDB, and the page's memory where that is refused. */
export interface Store {
  /** Whether it outlives the page. */
  durable: boolean
  read: (key: string) => Promise<Sheet | undefined>
  /**
   * Changes one sheet in a single transaction, whoever else changes it at the same time.
   * @param fn gets undefined where there is none, and gives undefined to leave or take it away
   */
  update: (key: string, fn: (sheet: Sheet | undefined) => Sheet | undefined) => Promise<Sheet | undefined>
  /** Everybody's. */
  sheets: () => Promise<Sheet[]>
  /** The right to send, for so many milliseconds; false where somebody else has it. */
  lease: (ms: number) => Promise<boolean>
  release: () => Promise<void>
  clear: () => Promise<void>
}

/** IndexedDB, unless the browser refuses it: a private window of some, a full disk. */
export async function openStore(): Promise<Store> {
  const store = inIndexedDb()
  return store.sheets().then(() => store, () => inMemory())
}

export function inMemory(): Store {
  const sheets = new Map<string, Sheet>()
  return {
    durable: false,
    read: async key => sheets.get(key),
    async update(key, fn) {
      const after = fn(sheets.get(key))
      if (after) sheets.set(key, after)
      else sheets.delete(key)
      return after
    },
    sheets: async () => [...sheets.values()],
    lease: async () => true,
    release: async () => {},
    clear: async () => sheets.clear(),
  }
}
