import { spawn } from 'node:child_process'
import { reconfigure } from '../../server/infra/config'
import { migrateAll } from '../../server/infra/db/migrate-all'
import { closeDatabases } from '../../server/infra/db/shards'
import { runSql } from './database'

/** Has this process, and those it starts, serve from these databases. */
export async function useShards(urls: Record<string, string>): Promise<void> {
  await closeDatabases()
  const shards = Object.entries(urls).map(([name, primary]) => [name, { region: name, primary }])
  reconfigure({ SHARDS: JSON.stringify(Object.fromEntries(shards)) })
  await migrateAll()
}

/** What a database holds of a tenant: of each table a hash of every row as text, in the order of their ids. */
export async function contentOf(url: string, tenantId: string): Promise<Record<string, { rows: number, hash: string }>> {
  const tables = await runSql<{ name: string }>(url, `select c.table_name as name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'tenantId' and c.table_name <> 'tenant_homes' and t.table_type = 'BASE TABLE' order by 1`)
  const each = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows, md5(coalesce(string_agg(t::text, e'\\n' order by id), '')) as hash
    from "${name}" t where "tenantId" = $1`)
  const rows = await runSql<{ name: string, rows: number, hash: string }>(url, each.join(' union all '), [tenantId])
  return Object.fromEntries(rows.map(({ name, ...content }) => [name, content]))
}

/** How many rows that makes. */
export const rowsIn = (content: Record<string, { rows: number }>): number => Object.values(content).reduce((sum, { rows }) => sum + rows, 0)

/** Moves a tenant in a process of its own, to be killed after a step. @returns the signal that ended it, or null */
export function moveUntil(slug: string, to: string, step = 'never', times = 1): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/helpers/move-until.ts', slug, to, step, String(times)], { stdio: ['ignore', 'inherit', 'inherit'] })
  return new Promise((done, fail) => child.on('error', fail).on('exit', (code, signal) => code ? fail(new Error(`the mover ended with ${code}`)) : done(signal)))
}
