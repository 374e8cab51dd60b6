import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import { recordAudit } from '../../audit/record-audit'
import type { TenantContext } from '../../context'
import { dropChunks } from './work-on-import'

/** How long a checked upload waits to be confirmed: it holds names and addresses that nobody needs after that. */
const PATIENCE = '24 hours'

/** Checked imports of all tenants of a shard that nobody confirmed in time. */
export async function findExpiredImports(shard: string): Promise<{ id: string, tenantId: string }[]> {
  return db.system<{ id: string, tenantId: string }>(shard, sql`
    select "id", "tenantId" from "imports"
    where "state" = 'checked' and "createdAt" < now() - ${PATIENCE}::interval
    order by "createdAt" limit 20`)
}

/** Throws a checked upload away, with what the check said of its rows; unless somebody confirms it just now. */
export async function expireImport(ctx: TenantContext, id: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    const expired = await tx.$executeRaw(sql`
      update "imports" set "state" = 'discarded', "failure" = 'expired', "summary" = null, "leaseUntil" = null, "finishedAt" = now()
      where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid
        and "state" = 'checked' and "createdAt" < now() - ${PATIENCE}::interval`)
    if (expired === 0) return
    await tx.$executeRaw(dropChunks(ctx, id))
    await recordAudit(tx, ctx, { action: 'import.expired', subject: 'import', subjectId: id })
  })
}
