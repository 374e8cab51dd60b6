import type { TenantScope } from '../../infra/db/head'
import { afterCommit } from '../../infra/db/after-commit'
import type { AnyTransaction } from '../../infra/db/db'
import { sql, type Sql } from '../../infra/db/sql'
import { renewEverywhere, wordToOthers } from '../../infra/cache/notify'
import type { DomainEvent } from './events'
import { tagsOf } from './tags-of'

/** What has to be written with a change, and what has to be done once it is committed, before its writer is answered. */
export interface Echo { statement: Sql, committed: () => Promise<unknown> }

/** For a transaction that is not ours to write. */
export function echoOf(scope: TenantScope, event: DomainEvent): Echo {
  const { id } = scope.tenant
  const tags = tagsOf(event)
  return {
    statement: sql`
      WITH told AS (${wordToOthers(id, tags)})
      INSERT INTO outbox ("tenantId", name, payload) SELECT ${id}::uuid, ${event.name}, ${JSON.stringify(event.payload)}::jsonb FROM told`,
    committed: () => renewEverywhere(scope, tags),
  }
}

/**
 * Says in the transaction of a change what has happened. What answers were kept of it is out of reach before the
 * writer's own answer leaves; whatever else follows is the relay's.
 */
export async function emit(tx: AnyTransaction, scope: TenantScope, event: DomainEvent): Promise<void> {
  const { statement, committed } = echoOf(scope, event)
  await tx.$executeRaw(statement)
  afterCommit(tx, committed)
}
