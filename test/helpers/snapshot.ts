import { rows } from './school/rows'
import type { School } from './school/school'

// What reading may touch: sessions live on while they are used, who looked at what is written down, and the relay works.
const MAY_CHANGE = ['sessions', 'idempotency_keys', 'audit_entries', 'outbox']

let statement: Promise<string> | undefined

/** A fingerprint of everything that a tenant has; equal before and after means that nothing was written. */
export async function snapshot(school: School): Promise<Record<string, string>> {
  statement ??= buildStatement()
  const found = await rows<{ name: string, print: string }>(await statement, [school.tenant.id])
  return Object.fromEntries(found.map(({ name, print }) => [name, print]))
}

async function buildStatement() {
  const tables = await rows<{ name: string }>(`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'tenantId' and table_name <> all($1)`, [MAY_CHANGE])
  return tables.map(({ name }) => `
    select '${name}' as name, count(*) || ':' || coalesce(md5(string_agg(t::text, ';' order by t::text)), '') as print
    from "${name}" t where "tenantId" = $1`).join(' union all ')
}
