import { sql, type Sql } from '../../../../infra/db/sql'
import type { ImportedKind } from '#shared/utils/import-codes'
import type { Stage } from '../../stage'
import type { Fate, Tally } from '../../summary'
import type { Modes } from '../stage-bundle'

/** What the steps that bring a checked bundle into the tenant's tables share. */
export interface Merge extends Stage {
  modes: Modes
  tally: Tally
  /** Whether what a bulk file leaves out ends; not when rows were refused, for one of them may be what is missing. */
  ends: boolean
}

/** Counts the rows of a plan by what becomes of them. */
export async function countFates({ tx, tally }: Merge, kind: ImportedKind, plan: Sql): Promise<void> {
  const rows = await tx.query<{ fate: Fate, count: number }>(sql`select "fate", count(*) as "count" from ${plan} group by "fate"`)
  for (const { fate, count } of rows) tally[fate][kind] += count
}

/** Runs a statement that ends with `returning 1` and counts what it touched. */
export async function countTouched({ tx, tally }: Merge, fate: Fate, kind: ImportedKind, statement: Sql): Promise<void> {
  const [row] = await tx.query<{ count: number }>(sql`with "touched" as (${statement}) select count(*) as "count" from "touched"`)
  tally[fate][kind] += row?.count ?? 0
}
