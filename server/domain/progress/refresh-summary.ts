import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { log } from '../../infra/log'
import type { EventName } from '../events/events'
import type { Consumer } from '../events/relay'
import { findTenantById } from '../schools/directory'

/** What makes the summary old. The migration's function has the same list. */
const MAKES_OLD: ReadonlySet<EventName> = new Set(['assessment.created', 'assessment.corrected', 'skill.changed', 'school.changed'])
/** What comes within this time is taken in together. */
const PAUSE_MS = 1_000
/** A refresh may take a tenth of a process' time, and no more. */
const SHARE = 10
/** Without any event, in case one was lost with a process. */
const EVERY_MS = 3_600_000

/**
 * Works out the summary of progress of a shard anew, while everybody goes on reading the one before.
 * @returns whether it did: another process may be at it
 */
export async function refreshSummary(shard: string): Promise<boolean> {
  const [row] = await db.maintain<{ at: Date | null }>(shard, sql`SELECT refresh_progress_summary() AS at`)
  return Boolean(row?.at)
}

/** The refreshes of this process: one for each shard at a time, and one more when something changed meanwhile. */
export function startSummary(): { consume: Consumer, stop: () => void } {
  const timers = new Map<string, NodeJS.Timeout>()
  let stopped = false
  let pause = PAUSE_MS

  const refresh = async (shard: string) => {
    const began = performance.now()
    const done = await refreshSummary(shard).catch((error: unknown) => {
      log.warn({ reason: error instanceof Error ? error.message : error, shard }, 'the summary of progress could not be refreshed')
      return false
    })
    pause = Math.max(PAUSE_MS, SHARE * (performance.now() - began))
    if (!done) plan(shard)
  }
  const plan = (shard: string) => {
    if (stopped || timers.has(shard)) return
    timers.set(shard, setTimeout(() => {
      timers.delete(shard)
      void refresh(shard)
    }, pause).unref())
  }
  const planAll = () => Object.keys(config().shards).forEach(plan)
  planAll()
  const hourly = setInterval(planAll, EVERY_MS).unref()
  return {
    consume: async (envelope) => {
      if (!MAKES_OLD.has(envelope.name)) return
      const tenant = await findTenantById(envelope.tenantId)
      if (tenant) plan(tenant.shard)
    },
    // One that is under way is given up with the process: the database takes it back, and the next process begins with one.
    stop: () => {
      stopped = true
      clearInterval(hourly)
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
