import type { Term } from '#shared/schemas/settings'
import type { TenantContext } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** More than a school has in decades. */
const MOST = 200

/** The terms of a tenant, the latest first. */
export async function listTerms(ctx: TenantContext): Promise<Term[]> {
  return db.query<Term>(ctx, sql`
    SELECT id, name, "startsOn", "endsOn" FROM terms
    WHERE "tenantId" = ${ctx.tenant.id}::uuid ORDER BY "startsOn" DESC, "endsOn", id LIMIT ${MOST}::int`)
}
