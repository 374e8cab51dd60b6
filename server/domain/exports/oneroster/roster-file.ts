import type { TenantContext } from '../../context'
import type { Sql } from '../../../infra/db/sql'

/** One file of a bundle: its columns as OneRoster 1.1 orders them, and the statement behind its rows. */
export interface RosterFile {
  /** As in the manifest, `orgs` for `orgs.csv`. */
  name: string
  columns: readonly string[]
  /** Its rows by column; a column that it leaves out is empty. @param today in the tenant's zone */
  rows: (ctx: TenantContext, today: string) => Sql
  /** The column of telephone numbers. */
  telephones?: string
}

/** A row of any of them. */
export type RosterRow = Record<string, string | null>
