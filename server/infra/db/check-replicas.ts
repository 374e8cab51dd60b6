import pg from 'pg'
import { config } from '../config'
import { addressOf } from './address'
import { bytesBetween, toLsn } from './lsn'
import { nameOf } from './pulse'
import { MOST_LAG_SECONDS, type ReplicaState } from './replica'

export interface ReplicaCheck {
  name: string
  state: ReplicaState
  /** Since the last transaction that it replayed, where it has not replayed all. */
  lagSeconds?: number
  lagBytes?: number
  problem?: string
}

const CONNECT_MS = 3_000

async function ask<Row extends pg.QueryResultRow>(server: string, text: string): Promise<Row> {
  const client = new pg.Client({ connectionString: addressOf(server).url, connectionTimeoutMillis: CONNECT_MS, query_timeout: CONNECT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows: [row] } = await client.query<Row>(text)
    if (!row) throw new Error('no answer')
    return row
  }
  finally {
    await client.end().catch(() => {})
  }
}

/** Asks each replica of a shard, now, how far it is behind where its primary was before the question. */
export async function checkReplicas(shard: string): Promise<ReplicaCheck[]> {
  const { primary = '', replicas = [] } = config().shards[shard] ?? {}
  if (replicas.length === 0) return []
  const written = await ask<{ lsn: string }>(primary, 'SELECT pg_current_wal_lsn()::text AS lsn').then(row => toLsn(row.lsn), () => null)
  return Promise.all(replicas.map(async (url): Promise<ReplicaCheck> => {
    const name = nameOf(url)
    try {
      const { follows, lsn, seconds } = await ask<{ follows: boolean, lsn: string | null, seconds: number | null }>(url, `
        SELECT pg_is_in_recovery() AS follows, pg_last_wal_replay_lsn()::text AS lsn,
          extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float AS seconds`)
      if (!follows) return { name, state: 'not_a_replica', problem: 'it follows no primary' }
      const replayed = toLsn(lsn)
      const lagBytes = bytesBetween(replayed, written ?? replayed)
      const lagSeconds = lagBytes > 0 ? seconds ?? 0 : 0
      return { name, state: lagSeconds > MOST_LAG_SECONDS ? 'lagging' : 'ok', lagSeconds, lagBytes }
    }
    catch (error) {
      return { name, state: 'unavailable', problem: error instanceof Error ? error.message : String(error) }
    }
  }))
}
