import type { TenantContext } from '../context'
import type { AnyTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { timetableKey } from './timetable-key'

/** Series and closed days are written one after the other: a day closes either before a lesson is put on it, or after. */
export const lockTimetable = (tx: AnyTransaction, ctx: TenantContext) => tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(${timetableKey(ctx)})`)
