import { setTimeout as wait } from 'node:timers/promises'
import type { Mover } from '../../../infra/db/mover'
import { raw, sql } from '../../../infra/db/sql'
import { DomainError } from '../../errors'
import type { TenantTable } from './tenant-tables'

/** Others wait behind us while we wait for a table, so we wait briefly and often. */
const LOCK_MS = 200
const BETWEEN_MS = 300
const PATIENCE_MS = 600_000

/** The names of a tenant's triggers; a name has at most 63 bytes. */
const triggersOf = (tenantId: string) => {
  const short = tenantId.replaceAll('-', '')
  return { saved: `move_saved_${short}`, deleted: `move_deleted_${short}` }
}

async function persist(define: () => Promise<boolean>, what: string): Promise<void> {
  const until = Date.now() + PATIENCE_MS
  while (!await define()) {
    if (Date.now() > until) throw new DomainError('table_busy', { status: 409, detail: `${what} was in use for ten minutes; try again later.` })
    await wait(BETWEEN_MS)
  }
}

/** From here on every change of the tenant's rows is noted. Waits for writers under way, so none of theirs is missed. */
export async function watchChanges(source: Mover, tables: readonly TenantTable[], tenantId: string): Promise<void> {
  const { saved, deleted } = triggersOf(tenantId)
  for (const { name } of tables) {
    await persist(() => source.define(`
      CREATE OR REPLACE TRIGGER ${saved} AFTER INSERT OR UPDATE ON public."${name}" FOR EACH ROW
        WHEN (NEW."tenantId" = '${tenantId}') EXECUTE FUNCTION moves.note_change();
      CREATE OR REPLACE TRIGGER ${deleted} AFTER DELETE ON public."${name}" FOR EACH ROW
        WHEN (OLD."tenantId" = '${tenantId}') EXECUTE FUNCTION moves.note_change()`, LOCK_MS), name)
  }
}

/** Ends that, and forgets what was noted. */
export async function stopWatching(shard: Mover, tenantId: string): Promise<void> {
  const { saved, deleted } = triggersOf(tenantId)
  const watched = await shard.transaction(tx => tx.query<{ name: string }>(sql`
    SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname IN (${saved}, ${deleted}) ORDER BY 1`))
  for (const { name } of watched)
    await persist(() => shard.define(`DROP TRIGGER IF EXISTS ${saved} ON ${name}; DROP TRIGGER IF EXISTS ${deleted} ON ${name}`, LOCK_MS), name)
  await shard.transaction(tx => tx.$executeRaw(sql`DELETE FROM ${raw('moves.changes')} WHERE "tenantId" = ${tenantId}::uuid`))
}
