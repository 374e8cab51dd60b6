import { setTimeout as wait } from 'node:timers/promises'
import type { TenantScope } from './head'
import { type Shard, shardNamed } from './shards'
import { serverError } from './sql-state'
import { DatabaseStarved } from './starved'

/** Where a tenant lives according to the directory as it is now, kept nowhere; null for a tenant that there is not. */
type Locate = (tenantId: string) => Promise<string | null>

let locate: Locate = () => Promise.resolve(null)

/** Binds what is asked when a shard says that a tenant lives there no more. */
export function bindDirectory(ask: Locate): void {
  locate = ask
}

// See the function enter_tenant in prisma/migrations.
const MOVED = 'GS001', HOLDING = 'GS002'
/** A hold is meant to last less than two seconds; whoever met the start of a longer one is told to come again. */
const PATIENCE_MS = 5_000
const AGAIN_MS = 60
/** A tenant that moved twice while somebody held on to where it lived is found by the third. */
const MOST_CORRECTIONS = 3

/**
 * Runs a transaction where the tenant lives. The shard itself corrects whoever comes by an old directory, before
 * anything was read or written; a write that meets the last step of a move waits for its end.
 * @throws DatabaseStarved when the hold is too long, or the tenant lives nowhere
 */
export async function atHome<T>({ tenant }: TenantScope, work: (shard: Shard) => Promise<T>): Promise<T> {
  let name = tenant.shard
  let corrections = 0
  let patientUntil = 0
  for (;;) {
    try {
      return await work(shardNamed(name))
    }
    catch (error) {
      const said = serverError(error)
      if (said?.code === HOLDING) {
        patientUntil ||= Date.now() + PATIENCE_MS
        if (Date.now() > patientUntil) throw new DatabaseStarved(error)
        await wait(AGAIN_MS)
      }
      else if (said?.code === MOVED && corrections++ < MOST_CORRECTIONS) name = await nextHome(tenant.id, name, said.message, error)
      else throw said?.code === MOVED ? new DatabaseStarved(error) : error
    }
  }
}

/** The directory's word, unless that is where we come from: between a move and its entry the old home knows better. */
async function nextHome(tenantId: string, from: string, message: string, error: unknown): Promise<string> {
  const told = /moved:(.+)/.exec(message)?.[1]
  const now = await locate(tenantId).catch(() => null)
  const next = now && now !== from ? now : told
  if (!next) throw new DatabaseStarved(error)
  return next
}
