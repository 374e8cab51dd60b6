import { setTimeout as wait } from 'node:timers/promises'
import { lockTimedOut, type Mover } from '../../../infra/db/mover'
import { sql } from '../../../infra/db/sql'
import { wordToOthers } from '../../../infra/cache/notify'
import { systemContext, type Tenant } from '../../context'
import { recordAudit } from '../../audit/record-audit'
import { emit } from '../../events/emit'
import { tag } from '../../tags'

export interface Home { state: 'active' | 'holding' | 'moved', epoch: number, movedTo: string | null }

/** A hold ends by itself after this long; who holds must be done before. */
const LEASE = '4 seconds'
/** How long to wait for writes under way at a time; others are not held up by it. */
const LOCK_MS = 300

export async function readHome(shard: Mover, tenantId: string): Promise<Home | null> {
  const [home] = await shard.transaction(tx => tx.query<Home>(sql`
    SELECT state::text AS state, epoch, "movedTo" FROM tenant_homes WHERE "tenantId" = ${tenantId}::uuid`))
  return home ?? null
}

/** Begins an attempt: whoever began an earlier one can hold and end nothing any more. @returns its epoch */
export async function beginAttempt(source: Mover, tenantId: string): Promise<number> {
  for (;;) {
    try {
      const [home] = await source.transaction(tx => tx.query<{ epoch: number }>(sql`
        UPDATE tenant_homes SET epoch = epoch + 1, state = 'active', "heldUntil" = NULL
        WHERE "tenantId" = ${tenantId}::uuid AND state <> 'moved' RETURNING epoch`), { lockTimeoutMs: LOCK_MS })
      if (!home) throw new Error(`${tenantId} left ${source.shard} meanwhile`)
      return home.epoch
    }
    catch (error) {
      if (!lockTimedOut(error)) throw error
      await wait(LOCK_MS)
    }
  }
}

/** Lets no new write begin, once those under way are done. @returns false while one takes longer */
export async function hold(source: Mover, tenantId: string, epoch: number): Promise<boolean> {
  try {
    const held = await source.transaction(tx => tx.query(sql`
      UPDATE tenant_homes SET state = 'holding', "heldUntil" = clock_timestamp() + ${LEASE}::interval
      WHERE "tenantId" = ${tenantId}::uuid AND epoch = ${epoch}::int AND state = 'active' RETURNING 1`), { lockTimeoutMs: LOCK_MS })
    if (held.length === 0) throw new Error(`${tenantId} is being moved by somebody else`)
    return true
  }
  catch (error) {
    if (lockTimedOut(error)) return false
    throw error
  }
}

/** Lets writes go on where they were. @returns false when the hold was not ours any more */
export async function release(source: Mover, tenantId: string, epoch: number): Promise<boolean> {
  const released = await source.transaction(tx => tx.query(sql`
    UPDATE tenant_homes SET state = 'active', "heldUntil" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND epoch = ${epoch}::int AND state = 'holding' RETURNING 1`))
  return released.length > 0
}

/**
 * Makes the new home, which sends everybody back until the tenant has left the old one: somebody may remember it from
 * when the tenant lived there before.
 */
export async function prepareHome(target: Mover, tenantId: string, epoch: number, from: string): Promise<void> {
  await target.transaction(tx => tx.$executeRaw(sql`
    INSERT INTO tenant_homes ("tenantId", epoch, state, "movedTo") VALUES (${tenantId}::uuid, ${epoch}::int, 'holding', ${from})
    ON CONFLICT ("tenantId") DO UPDATE SET epoch = excluded.epoch, state = excluded.state, "heldUntil" = NULL, "movedTo" = excluded."movedTo"`))
}

/** Takes back a home that was made and never opened. */
export async function dropHome(target: Mover, tenantId: string): Promise<void> {
  await target.transaction(tx => tx.$executeRaw(sql`DELETE FROM tenant_homes WHERE "tenantId" = ${tenantId}::uuid AND state = 'holding'`))
}

/**
 * The moment of the move: from its commit on, this shard sends everybody to the other.
 * @returns false when the hold had run out, so that a write may have begun
 */
export async function leaveHome(source: Mover, tenantId: string, epoch: number, to: string): Promise<boolean> {
  return source.transaction(async (tx) => {
    // Once the row is ours no write can begin; only then does the clock say whether one has.
    await tx.query(sql`SELECT 1 FROM tenant_homes WHERE "tenantId" = ${tenantId}::uuid FOR NO KEY UPDATE`)
    const left = await tx.query(sql`
      UPDATE tenant_homes SET state = 'moved', "movedTo" = ${to}, "heldUntil" = NULL
      WHERE "tenantId" = ${tenantId}::uuid AND epoch = ${epoch}::int AND state = 'holding' AND "heldUntil" > clock_timestamp() RETURNING 1`)
    // Whoever reads from this shard's replicas has to see it from now on.
    await tx.$executeRaw(wordToOthers(tenantId, [tag.all]))
    return left.length > 0
  })
}

/** Opens the new home, if nobody who was sent there has, and says so once: in the audit log, and to whoever keeps answers. */
export async function openHome(target: Mover, tenant: Tenant, from: string): Promise<void> {
  const ctx = systemContext({ ...tenant, shard: target.shard })
  await target.transaction(async (tx) => {
    const [home] = await tx.query<{ epoch: number, told: boolean }>(sql`
      UPDATE tenant_homes SET state = 'active', "heldUntil" = NULL, "movedTo" = NULL WHERE "tenantId" = ${tenant.id}::uuid
      RETURNING epoch, EXISTS (SELECT FROM audit_entries a WHERE a."tenantId" = ${tenant.id}::uuid
        AND a.action = 'school.moved' AND (a.details ->> 'epoch')::int = epoch) AS told`)
    if (!home || home.told) return
    await recordAudit(tx, ctx, { action: 'school.moved', details: { from, to: target.shard, epoch: home.epoch } })
    await emit(tx, ctx, { name: 'school.changed', payload: {} })
  })
}
