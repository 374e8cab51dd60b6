import pg from 'pg'
import { log } from '../log'
import { shardNamed } from './shards'

const AGAIN_MS = 1_000
const CONNECT_MS = 5_000

/**
 * Hears what other processes say over PostgreSQL, on a connection of its own that is opened again when it breaks.
 * @param onWord gets each payload
 * @param onGap called whenever words may have been missed: at each connection
 * @returns what ends it
 */
export function listen(shard: string, channel: string, onWord: (payload: string) => void, onGap: () => void): () => Promise<void> {
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  let ended = false
  const again = () => {
    client?.removeAllListeners()
    client?.on('error', () => {})
    void client?.end().catch(() => {})
    client = undefined
    if (!ended) timer = setTimeout(() => void open(), AGAIN_MS).unref()
  }
  const open = async () => {
    const fresh = new pg.Client({ connectionString: shardNamed(shard).direct, keepAlive: true, connectionTimeoutMillis: CONNECT_MS })
    client = fresh
    fresh.on('error', again)
    fresh.on('notification', ({ payload }) => onWord(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`LISTEN ${channel}`)
      onGap()
    }
    catch (error) {
      log.debug({ error, shard }, 'not listening to the database')
      again()
    }
  }
  void open()
  return async () => {
    ended = true
    clearTimeout(timer)
    await client?.end().catch(() => {})
  }
}
