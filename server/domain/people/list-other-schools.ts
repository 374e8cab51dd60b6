import type { OtherSchool } from '#shared/schemas/account'
import type { TenantContext } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** The schools that somebody has noted for themselves, by name. */
export async function listOtherSchools(ctx: TenantContext, userId: string): Promise<OtherSchool[]> {
  return db.query<OtherSchool>(ctx, sql`
    SELECT id, host, name FROM user_schools WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${userId}::uuid ORDER BY name, host`)
}
