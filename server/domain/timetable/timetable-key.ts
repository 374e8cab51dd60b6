import type { TenantContext } from '../context'
import { type Sql, sql } from '../../infra/db/sql'

/** The advisory lock of a tenant's timetable. */
export const timetableKey = (ctx: TenantContext): Sql => sql`hashtextextended('timetable ' || ${ctx.tenant.id}, 0)`
