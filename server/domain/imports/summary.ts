import { IMPORTED_KINDS, type ImportedKind } from '#shared/utils/import-codes'
import { inOrder, type Issue, type IssueLog } from './issues'

export type Counts = Record<ImportedKind, number>

/** What an import did, or would do. */
export interface ImportSummary {
  /** Nothing was refused, or the caller wanted the valid rows. */
  ok: boolean
  dryRun: boolean
  added: Counts
  changed: Counts
  removed: Counts
  unchanged: Counts
  /** The first thousand of each; `totals` counts them all. */
  errors: Issue[]
  warnings: Issue[]
  totals: { errors: number, warnings: number }
}

export type Tally = Pick<ImportSummary, 'added' | 'changed' | 'removed' | 'unchanged'>
export type Fate = keyof Tally

const none = () => Object.fromEntries(IMPORTED_KINDS.map(kind => [kind, 0])) as Counts

export const newTally = (): Tally => ({ added: none(), changed: none(), removed: none(), unchanged: none() })

export function summarise(tally: Tally, log: IssueLog, options: { dryRun: boolean, partial: boolean }): ImportSummary {
  return {
    ok: log.errors.total === 0 || options.partial,
    dryRun: options.dryRun,
    ...tally,
    errors: inOrder(log.errors),
    warnings: inOrder(log.warnings),
    totals: { errors: log.errors.total, warnings: log.warnings.total },
  }
}
