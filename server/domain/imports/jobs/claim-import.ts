import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import type { TenantContext } from '../../context'

/** How long a worker that says nothing more is believed to live. */
export const LEASE = '20 seconds'

export interface ClaimedImport {
  id: string
  kind: 'oneroster' | 'attendance'
  state: 'checking' | 'running'
  partial: boolean
  fileName: string
  /** Bytes; 0 when the upload broke off. */
  size: number
}

/** Takes an import that waits, or whose worker fell silent; `null` when another has it. */
export async function claimImport(ctx: TenantContext, id: string): Promise<ClaimedImport | null> {
  const rows = await db.change(ctx, tx => tx.$queryRaw<ClaimedImport[]>(sql`
    update "imports" set
      "state" = case when "state" in ('uploaded', 'checking') then 'checking' else 'running' end::import_state,
      "progress" = 0,
      "leaseUntil" = now() + ${LEASE}::interval
    where "tenantId" = ${ctx.tenant.id}::uuid and "id" = (
      select "id" from "imports"
      where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid
        and "state" in ('uploaded', 'checking', 'confirmed', 'running') and ("leaseUntil" is null or "leaseUntil" < now())
      for update skip locked
    )
    returning "id", "kind"::text, "state"::text, "partial", "fileName", "size"`))
  return rows[0] ?? null
}

/** Imports of all tenants of a shard that somebody should take, the oldest first. */
export async function findWaitingImports(shard: string): Promise<{ id: string, tenantId: string }[]> {
  return db.system<{ id: string, tenantId: string }>(shard, sql`
    select "id", "tenantId" from "imports"
    where "state" in ('uploaded', 'checking', 'confirmed', 'running') and ("leaseUntil" is null or "leaseUntil" < now())
      and ("leaseUntil" is not null or "size" > 0 or "createdAt" < now() - interval '2 minutes')
    order by "createdAt" limit 20`)
}
