import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { findTenantById, forgetDirectory } from './directory'

/**
 * The shard of a tenant as the directory says now, and where its home there has sent it since; nothing older of any
 * tenant is believed from here on. Null for a tenant that there is not.
 */
export async function locateTenant(tenantId: string): Promise<string | null> {
  forgetDirectory()
  const listed = (await findTenantById(tenantId))?.shard ?? null
  return listed && (await sentOn(tenantId, listed).catch(() => null) ?? listed)
}

/** A mover that died right after the decisive moment leaves a new home that nobody has opened: whoever was sent there does. */
async function sentOn(tenantId: string, listed: string): Promise<string | null> {
  const [left] = await db.system<{ movedTo: string | null, epoch: number }>(listed, sql`
    SELECT "movedTo", epoch FROM tenant_homes WHERE "tenantId" = ${tenantId}::uuid AND state = 'moved'`)
  if (!left?.movedTo) return null
  await db.system(left.movedTo, sql`
    UPDATE tenant_homes SET state = 'active', "movedTo" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND state = 'holding' AND "movedTo" = ${listed} AND epoch > ${left.epoch}::int`)
  return left.movedTo
}
