import { rows } from './rows'

/** All that is kept of a tenant, whatever the table, as one text to look for words in. */
export async function everyWord(tenantId: string): Promise<string> {
  const tables = await rows<{ name: string }>(`
    select t.table_name as name from information_schema.tables t
    join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name = 'tenantId'
    where t.table_schema = 'public' and t.table_type = 'BASE TABLE'`)
  return JSON.stringify(await Promise.all(tables.map(({ name }) => rows(`select * from "${name}" where "tenantId" = $1`, [tenantId]))))
}
