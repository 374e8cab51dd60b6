import { type Endpoint, openEndpoint } from './endpoint'
import type { Lsn } from './lsn'
import { nameOf, type Pulse } from './pulse'

export interface Replica extends Endpoint {
  /** Host, port and database. */
  name: string
  /** What the primary has written since the replica's place, oldest first; emptied as the replica gets there. */
  ahead: { lsn: Lsn, at: number }[]
}

/** One that is further behind is left alone until it has caught up, whatever it could answer. */
export const MOST_LAG_SECONDS = 10
/** A replica that stands still: so many places of the primary are remembered, the oldest always. */
const MOST_PLACES = 200

export const openReplica = (url: string): Replica => ({ ...openEndpoint(url, 'replica'), name: nameOf(url), ahead: [] })

/** Holds each replica against what the primary had written, and when. */
export function watchPrimary(primary: Pulse, replicas: readonly Replica[]): void {
  primary.onBeat = () => {
    for (const replica of replicas) {
      if (primary.lsn > (replica.ahead.at(-1)?.lsn ?? replica.pulse.lsn) && replica.ahead.length < MOST_PLACES)
        replica.ahead.push({ lsn: primary.lsn, at: Date.now() })
    }
  }
  for (const replica of replicas) {
    replica.pulse.onBeat = () => {
      const next = replica.ahead.findIndex(place => place.lsn > replica.pulse.lsn)
      replica.ahead.splice(0, next === -1 ? replica.ahead.length : next)
    }
  }
}

/** Seconds since the primary wrote what the replica has not replayed yet; 0 where there is none. */
export const lagSeconds = ({ ahead: [oldest] }: Replica): number => oldest ? (Date.now() - oldest.at) / 1_000 : 0

export type ReplicaState = 'ok' | 'lagging' | 'unavailable' | 'not_a_replica'

export function stateOf(replica: Replica): ReplicaState {
  const { away, follows } = replica.pulse
  if (away || follows === null) return 'unavailable'
  if (!follows) return 'not_a_replica'
  return lagSeconds(replica) > MOST_LAG_SECONDS ? 'lagging' : 'ok'
}
