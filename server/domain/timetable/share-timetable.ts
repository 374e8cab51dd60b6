import type { TenantContext } from '../context'
import type { AnyTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { timetableKey } from './timetable-key'

/** For whoever puts one lesson on a day: together with others who do, but not while days are closed. */
export const shareTimetable = (tx: AnyTransaction, ctx: TenantContext) => tx.$executeRaw(sql`SELECT pg_advisory_xact_lock_shared(${timetableKey(ctx)})`)
