import type { BulkTransaction } from '../../infra/db/bulk'
import { empty, raw, sql, type Sql } from '../../infra/db/sql'
import { copyLine, type CopyValue } from '../../infra/db/copy-line'

/**
 * Puts rows into a tenant's table through COPY to a temporary one, which row-level security lets pass.
 * Rows that are there already stay as they are.
 * @param columns names of the table's columns, constants only
 * @param only a condition over the alias `s` of the staged rows
 * @returns how many were new
 */
export async function insertRows(
  tx: BulkTransaction, tenantId: string, table: string, columns: readonly string[], rows: Iterable<readonly CopyValue[]>, only: Sql = empty,
): Promise<number> {
  const names = raw(columns.map(name => `"${name}"`).join(', '))
  const [target, stage] = [raw(`"${table}"`), raw(`"stage_${table}"`)]
  await tx.query(sql`create temporary table ${stage} as select ${names} from ${target} with no data`)
  await tx.copyFrom(`copy ${stage.text} (${names.text}) from stdin`, lines(rows))
  const [added] = await tx.query<{ count: number }>(sql`
    with added as (
      insert into ${target} ("tenantId", ${names})
      select ${tenantId}::uuid, ${names} from ${stage} s
      ${only === empty ? empty : sql`where ${only}`}
      on conflict do nothing
      returning 1)
    select count(*) as count from added`)
  await tx.query(sql`drop table ${stage}`)
  return added?.count ?? 0
}

function* lines(rows: Iterable<readonly CopyValue[]>) {
  for (const row of rows) yield copyLine(row)
}
