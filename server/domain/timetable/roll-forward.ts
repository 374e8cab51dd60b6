import { systemContext } from '../context'
import { emit } from '../events/emit'
import { findTenantById } from '../schools/directory'
import type { Round } from '../schools/rounds'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { fillSeries, HORIZON_DAYS } from './fill-series'
import { lockTimetable } from './lock-timetable'

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

export const TIMETABLES: Round = {
  name: 'timetables',
  // Open series whose lessons may be due: by the calendar of the zone where it is latest, so some make nothing yet.
  due: sql`SELECT DISTINCT s."tenantId" FROM lesson_series s JOIN tenant_homes h ON h."tenantId" = s."tenantId" AND h.state = 'active'
    WHERE s."filledTo" < date_trunc('week', (CURRENT_DATE + 1)::timestamp)::date + ${HORIZON_DAYS}::int AND (s."endsOn" IS NULL OR s."endsOn" > s."filledTo")`,
  work: rollForward,
}
