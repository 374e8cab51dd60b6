import type { Term } from '#shared/schemas/timetable'
import type { TenantContext } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

const MOST = 100

/** The terms of the tenant, the latest first. */
export async function listTerms(ctx: TenantContext): Promise<{ data: Term[] }> {
  const data = await db.query<Term>(ctx, sql`
    SELECT t.id, t.name, t."startsOn"::text AS "startsOn", t."endsOn"::text AS "endsOn" FROM terms t
    WHERE t."tenantId" = ${ctx.tenant.id}::uuid ORDER BY t."startsOn" DESC, t.id DESC LIMIT ${MOST}::int`)
  return { data }
}
