import { raw, type Sql } from '../../../../infra/db/sql'
import type { CopyValue } from '../../../../infra/db/copy-line'
import type { Row } from '../../csv/row'

/** Columns that every file of OneRoster has. */
const everywhere = ['status', 'dateLastModified']

/** One file of a bundle: what is read of it, and the temporary table that takes its rows. */
export interface BundleFileSpec {
  /** As in the manifest, `orgs` for `orgs.csv`. */
  name: string
  fileName: string
  table: Sql
  /** The table's columns after `line`, in the order of what `read` returns. */
  fields: Record<string, string>
  columns: { required: readonly string[], optional: readonly string[] }
  read(row: Row): readonly CopyValue[] | null
  /** A file beside the roster: what is wrong in it is told and left out, and refuses nothing. */
  beside: boolean
}

export function bundleFile(spec: Pick<BundleFileSpec, 'name' | 'fields' | 'read'> & { required: string[], optional: string[], beside?: true }): BundleFileSpec {
  const { name, fields, read, required, optional, beside = false } = spec
  return { name, fileName: `${name}.csv`, table: raw(`"in_${name}"`), fields, columns: { required, optional: [...everywhere, ...optional] }, read, beside }
}
