import { systemContext } from '../context'
import { emit } from '../events/emit'
import { findTenantById } from '../schools/directory'
import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { log } from '../../infra/log'
import { fillSeries, HORIZON_DAYS } from './fill-series'
import { lockTimetable } from './lock-timetable'

const EVERY_MS = 600_000

/** Makes the lessons of a tenant's series that have come into reach. @returns how many */
export async function rollForward(tenantId: string): Promise<number> {
  const tenant = await findTenantById(tenantId)
  if (!tenant) return 0
  const ctx = systemContext(tenant, 'timetable')
  return db.change(ctx, async (tx) => {
    await lockTimetable(tx, ctx)
    const made = await fillSeries(tx, ctx)
    if (made > 0) await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: null } })
    return made
  })
}

/** The tenants of a shard with open series whose lessons may be due: by the calendar of the zone where it is latest, so some make nothing yet. */
export const tenantsDue = (shard: string) => db.system<{ tenantId: string }>(shard, sql`
  SELECT DISTINCT s."tenantId" FROM lesson_series s JOIN tenant_homes h ON h."tenantId" = s."tenantId" AND h.state = 'active'
  WHERE s."filledTo" < date_trunc('week', (CURRENT_DATE + 1)::timestamp)::date + ${HORIZON_DAYS}::int AND (s."endsOn" IS NULL OR s."endsOn" > s."filledTo")`)

async function rollShard(shard: string, isStopped: () => boolean): Promise<void> {
  for (const { tenantId } of await tenantsDue(shard)) {
    if (isStopped()) return
    await rollForward(tenantId).catch((error: unknown) => log.error({ error, tenantId }, 'a timetable was not rolled forward'))
  }
}

/** Rolls the timetables of all tenants forward, now and every few minutes; whoever comes second finds nothing to do. @returns what stops it */
export function startRollingForward(): () => Promise<void> {
  let stopped = false
  let round = Promise.resolve()
  const roll = () => {
    const work = () => Promise.all(Object.keys(config().shards).map(shard => rollShard(shard, () => stopped)
      .catch((error: unknown) => log.debug({ error, shard }, 'the timetables of a shard could not be rolled forward'))))
    round = round.then(async () => void await work())
  }
  const timer = setInterval(roll, EVERY_MS).unref()
  roll()
  return async () => {
    stopped = true
    clearInterval(timer)
    await round
  }
}
