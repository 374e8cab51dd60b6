import type { BulkTransaction } from '../../infra/db/bulk'
import { empty, join, raw, sql, type Sql } from '../../infra/db/sql'
import type { TenantContext } from '../context'
import { addIssue, type IssueLog } from './issues'
import { limits } from './limits'
import type { IssueCode } from '#shared/utils/import-codes'

/** What every step of an import works on: one transaction with the bundle in temporary tables. */
export interface Stage {
  tx: BulkTransaction
  ctx: TenantContext
  /** The tenant's local date. */
  today: string
  log: IssueLog
}

/** Faults found by SQL. `drop` leaves the row out with no more than a warning. */
type SqlSeverity = 'error' | 'warning' | 'drop'

export async function createIssueTable({ tx }: Stage): Promise<void> {
  await tx.query(sql`
    create temporary table "in_issues" (
      "severity" text not null, "file" text not null, "line" int not null, "column" text not null, "code" text not null, "value" text not null
    ) on commit drop`)
}

export interface Check {
  severity: SqlSeverity
  file: string
  column: string
  code: IssueCode
  /** Selects `line` and `value` of each row at fault. */
  rows: Sql
}

/** Notes each row at fault; none is left out before `leaveOut`. */
export async function check({ tx }: Stage, { severity, file, column, code, rows }: Check): Promise<void> {
  await tx.query(sql`
    insert into "in_issues" ("severity", "file", "line", "column", "code", "value")
    select ${severity}, ${file}, "line", ${column}, ${code}, coalesce("value", '')
    from (${rows}) as found ("line", "value")`)
}

/** Takes the rows at fault out of a file's table, so that whatever refers to them is at fault too. */
export async function leaveOut({ tx }: Stage, table: Sql, file: string): Promise<void> {
  await tx.query(sql`
    delete from ${table} where "line" in (select "line" from "in_issues" where "file" = ${file} and "severity" in ('error', 'drop'))`)
}

/** Brings what SQL found into the log. */
export async function collectIssues({ tx, log }: Stage): Promise<void> {
  for (const severity of ['error', 'warning'] as const) {
    const list = severity === 'error' ? log.errors : log.warnings
    const among = severity === 'error' ? sql`"severity" = 'error'` : sql`"severity" <> 'error'`
    const found = await tx.query<{ file: string, line: number, column: string, code: IssueCode, value: string }>(sql`
      select "file", "line", "column", "code", "value" from "in_issues" where ${among}
      order by "file", "line", "column" limit ${limits.issues}`)
    const [counted] = await tx.query<{ total: number }>(sql`select count(*) as "total" from "in_issues" where ${among}`)
    for (const { code, value, ...where } of found) addIssue(log, severity, where, code, value)
    list.total += (counted?.total ?? 0) - found.length
  }
}

export function temporaryTable(table: Sql, fields: Record<string, string>): Sql {
  const columns = Object.entries(fields).map(([name, type]) => raw(`"${name}" ${type}`))
  return sql`create temporary table ${table} ("line" int not null${columns.length > 0 ? sql`, ${join(columns, ', ')}` : empty}) on commit drop`
}

/**
 * Gives a temporary table its figures and an index on each of `columns`. Nobody else does, and the tables that it is
 * joined with have old figures inside the transaction that fills them: without an index the planner goes through it row by row.
 */
export async function settleTable({ tx }: Stage, table: Sql, ...columns: string[]): Promise<void> {
  for (const column of columns) await tx.query(sql`create index on ${table} (${raw(`"${column}"`)})`)
  await tx.query(sql`analyze ${table}`)
}

export const copyStatement = (table: Sql, fields: Record<string, string>) =>
  `copy ${table.text} (${['line', ...Object.keys(fields)].map(name => `"${name}"`).join(', ')}) from stdin`
