import type { HeadQuery } from './one-statement'
import { raw, type Sql, sql } from './sql'

/** What a door must know of who asks. */
export interface TenantScope { tenant: { id: string, shard: string } }

export const STATEMENT_TIMEOUT_MS = 10_000
/** Somebody waits in front of a screen; what takes longer than this is asked again or not at all. */
export const READ_TIMEOUT_MS = 5_000

/** What the head returns, beside the settings. */
export interface Head { replayed: string | null }

/** How far the server has replayed its primary's log; null on a primary. What follows in the transaction sees at least so much. */
const REPLAYED = 'CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()::text END AS replayed'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The tenant's id, known to be one before it goes into a statement's text. */
function tenantId(scope: TenantScope): string {
  if (!UUID.test(scope.tenant.id)) throw new TypeError(`not the id of a tenant: ${scope.tenant.id}`)
  return scope.tenant.id
}

/**
 * The head of a transaction: the role that row-level security binds, the tenant, the time limit; and whether the tenant
 * lives here, which ends the transaction if not: server/infra/db/home.ts. All of it is local to the transaction, so it
 * also holds behind a transaction-mode pooler.
 */
export function headStatement(scope: TenantScope, access: 'read' | 'write', timeoutMs = STATEMENT_TIMEOUT_MS): Sql {
  return sql`SELECT enter_tenant(${tenantId(scope)}::uuid, ${access}, ${timeoutMs}::int), ${raw(REPLAYED)}`
}

/** The same before one statement that reads: server/infra/db/one-statement.ts. */
export const readHead = (scope: TenantScope): HeadQuery =>
  ({ name: 'enter', text: `SELECT enter_tenant($1::uuid, 'read', ${READ_TIMEOUT_MS}), ${REPLAYED}`, values: [scope.tenant.id] })

/** For work that no tenant asks for. */
export const SYSTEM_HEAD: HeadQuery = {
  name: 'enter_system', values: [],
  text: `SELECT set_config('role', 'goalschool_system', true), set_config('statement_timeout', '${READ_TIMEOUT_MS}', true)`,
}

/** The same as text, with BEGIN before it, for one message without parameters. What only reads sees one moment. */
export function headText(scope: TenantScope, access: 'read' | 'write', timeoutMs = STATEMENT_TIMEOUT_MS): string {
  return `BEGIN ${access === 'read' ? 'ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'READ WRITE'}; SELECT enter_tenant('${tenantId(scope)}', '${access}', ${timeoutMs}), ${REPLAYED}`
}
