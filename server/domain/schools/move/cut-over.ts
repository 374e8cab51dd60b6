import { setTimeout as wait } from 'node:timers/promises'
import type { Mover } from '../../../infra/db/mover'
import type { Tenant } from '../../context'
import { DomainError } from '../../errors'
import type { TellStep } from './move-tenant'
import { replayChanges, type Replayed } from './replay-changes'
import type { Sums } from './sums'
import { dropHome, hold, leaveHome, openHome, prepareHome, release } from './tenant-home'
import type { TenantTable } from './tenant-tables'

export interface Move {
  tenant: Tenant
  source: Mover
  target: Mover
  tables: TenantTable[]
  epoch: number
  tell: TellStep
}

/** So few changes are replayed in a blink. */
const SHORT = 200
const MOST_ROUNDS = 30
const MOST_ATTEMPTS = 2_000
const BETWEEN_MS = 300

const replay = ({ source, target, tables, tenant }: Move, sums: Sums | null): Promise<Replayed> => replayChanges(source, target, tables, tenant.id, sums)

async function catchUp(move: Move, sums: Sums | null): Promise<Sums> {
  let latest = await replay(move, sums)
  for (let round = 1; latest.changes > SHORT && round < MOST_ROUNDS; round++) latest = await replay(move, latest.sums)
  return latest.sums
}

/** Writes go on where they were, and the new home is none. */
async function stay({ source, target, tenant, epoch }: Move): Promise<void> {
  if (await release(source, tenant.id, epoch)) await dropHome(target, tenant.id)
}

/** The last step while writes are held. @returns null when it took longer than the hold: nothing has happened then */
async function leaveHeld(move: Move, sums: Sums): Promise<Sums | null> {
  const { source, target, tenant, epoch, tell } = move
  try {
    const last = await replay(move, sums)
    await tell('replayed')
    await prepareHome(target, tenant.id, epoch + 1, source.shard)
    await tell('prepared')
    if (await leaveHome(source, tenant.id, epoch, target.shard)) return last.sums
    await stay(move)
    return null
  }
  catch (error) {
    // After a connection that broke at the very commit only another look says whether the tenant has left: the next run takes it.
    await stay(move).catch(() => {})
    throw error
  }
}

/**
 * Compares the copy, replays until little is left, holds writes, and moves.
 * @returns what the tenant holds, and for how many milliseconds writes were held
 */
export async function cutOver(move: Move): Promise<{ sums: Sums, heldMs: number }> {
  const { source, target, tenant, epoch, tell } = move
  await tell('replaying')
  let sums = await catchUp(move, null)
  await tell('compared')
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    const since = performance.now()
    if (await hold(source, tenant.id, epoch)) {
      await tell('held')
      const left = await leaveHeld(move, sums)
      if (left) {
        await tell('left')
        await openHome(target, tenant, source.shard)
        return { sums: left, heldMs: Math.round(performance.now() - since) }
      }
      await tell('hold ran out')
    }
    else {
      await tell('waiting for a write')
    }
    await wait(BETWEEN_MS)
    sums = await catchUp(move, sums)
  }
  throw new DomainError('never_quiet', { status: 409, detail: 'A write of this tenant takes very long, an import perhaps; try again when it is done.' })
}
