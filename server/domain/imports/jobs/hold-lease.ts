import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import { log } from '../../../infra/log'
import type { TenantContext } from '../../context'
import { LEASE, type ClaimedImport } from './claim-import'

const EVERY_MS = 1_000

export interface Lease {
  /** 0 to 1; written down with the next beat. */
  progress(fraction: number): void
  release(): void
}

/** Keeps a claimed import ours and its progress shown, until it is released. */
export function holdLease(ctx: TenantContext, { id, state }: ClaimedImport): Lease {
  let reached = 0
  let beating = false
  const beat = async () => {
    if (beating) return
    beating = true
    await db.change(ctx, tx => tx.$executeRaw(sql`
      update "imports" set "progress" = ${reached}, "leaseUntil" = now() + ${LEASE}::interval
      where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid and "state" = ${state}::import_state`))
      .catch((error: unknown) => log.warn({ error, importId: id }, 'the lease of an import was not renewed'))
    beating = false
  }
  const timer = setInterval(beat, EVERY_MS)
  return {
    progress: (fraction) => {
      reached = Math.max(reached, Math.min(1, fraction))
    },
    release: () => clearInterval(timer),
  }
}
