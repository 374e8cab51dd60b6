import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Sheet } from './sheet'
import type { Store } from './store'

interface Schema extends DBSchema {
  sheets: { key: string, value: Sheet }
  /** Until when, in milliseconds, somebody may `send`. */
  facts: { key: string, value: number }
}

/** The store that outlives the page. */
export function inIndexedDb(): Store {
  let opened: Promise<IDBPDatabase<Schema>> | undefined
  const open = () => opened ??= openDB<Schema>('goalschool', 1, {
    upgrade(db) {
      db.createObjectStore('sheets', { keyPath: 'key' })
      db.createObjectStore('facts')
    },
    terminated: () => void (opened = undefined),
  })
  /** Once more on a new connection where the old one broke: phones cut it while the browser is in the background. */
  async function inDb<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    try {
      return await work(await open())
    }
    catch {
      opened = undefined
      return work(await open())
    }
  }

  return {
    durable: true,
    read: key => inDb(db => db.get('sheets', key)),
    update: (key, fn) => inDb(async (db) => {
      const tx = db.transaction('sheets', 'readwrite')
      const before = await tx.store.get(key)
      const after = fn(before)
      if (after && after !== before) await tx.store.put(after)
      if (before && !after) await tx.store.delete(key)
      await tx.done
      return after
    }),
    sheets: () => inDb(db => db.getAll('sheets')),
    lease: ms => inDb(async (db) => {
      const tx = db.transaction('facts', 'readwrite')
      const free = (await tx.store.get('send') ?? 0) < Date.now()
      if (free) await tx.store.put(Date.now() + ms, 'send')
      await tx.done
      return free
    }),
    release: () => inDb(db => db.delete('facts', 'send')),
    clear: () => inDb(async db => void await Promise.all([db.clear('sheets'), db.clear('facts')])),
  }
}
