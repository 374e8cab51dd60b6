import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import type { Sql } from '../../infra/db/sql'
import { log } from '../../infra/log'

const EVERY_MS = 600_000

/** Work that the calendar brings. */
export interface Round {
  /** Stands in the log. */
  name: string
  /** A system statement for the `tenantId` of those in which something may be due. */
  due: Sql
  /** Done again for a tenant until nothing is due; whoever comes second finds nothing to do. */
  work: (tenantId: string) => Promise<unknown>
}

async function goRound({ name, due, work }: Round, shard: string, isStopped: () => boolean): Promise<void> {
  for (const { tenantId } of await db.system<{ tenantId: string }>(shard, due)) {
    if (isStopped()) return
    await work(tenantId).catch((error: unknown) => log.error({ error, tenantId, round: name }, 'what was due was not done'))
  }
}

/** Does what is due in all tenants, now and every few minutes. @returns what stops it */
export function startRounds(rounds: readonly Round[]): () => Promise<void> {
  let stopped = false
  let under = Promise.resolve()
  const go = async () => {
    for (const shard of Object.keys(config().shards)) {
      for (const round of rounds) {
        await goRound(round, shard, () => stopped).catch((error: unknown) => log.debug({ error, shard, round: round.name }, 'a shard could not be asked what is due'))
      }
    }
  }
  const next = () => {
    under = under.then(go)
  }
  const timer = setInterval(next, EVERY_MS).unref()
  next()
  return async () => {
    stopped = true
    clearInterval(timer)
    await under
  }
}
