import type { Issue } from '../server/domain/imports/issues'
import { IMPORTED_KINDS } from '#shared/utils/import-codes'
import type { ImportSummary } from '../server/domain/imports/summary'

const SHOWN = 50

/** A summary as the contract words it for machines. */
export function summaryDocument(summary: ImportSummary) {
  const plain = ({ file, line, column, code, message }: Issue) => ({ file, line, column, code, message })
  return { ...summary, errors: summary.errors.map(plain), warnings: summary.warnings.map(plain) }
}

/** What an import did, for a person at a terminal. */
export function summaryLines(summary: ImportSummary): string[] {
  const { ok, dryRun, added, changed, removed, unchanged, totals } = summary
  const touched = IMPORTED_KINDS.filter(kind => added[kind] + changed[kind] + removed[kind] + unchanged[kind] > 0)
  return [
    outcome(ok, dryRun),
    ['', 'added', 'changed', 'removed', 'unchanged'].map((head, place) => place === 0 ? head.padEnd(14) : head.padStart(10)).join(''),
    ...touched.map(kind => kind.padEnd(14) + [added, changed, removed, unchanged].map(counts => String(counts[kind]).padStart(10)).join('')),
    ...issueLines('refused', summary.errors, totals.errors),
    ...issueLines('warnings', summary.warnings, totals.warnings),
  ]
}

function outcome(ok: boolean, dryRun: boolean): string {
  if (!ok) return 'Refused: nothing was written. Mend the rows below, or take the valid ones with --partial.'
  return dryRun ? 'This is what the import would do. Nothing was written.' : 'Imported.'
}

function issueLines(title: string, issues: Issue[], total: number): string[] {
  if (total === 0) return []
  const shown = issues.slice(0, SHOWN).map(({ file, line, column, message }) =>
    `  ${[file, line > 0 ? String(line) : '', column].filter(Boolean).join(':')}  ${message}`)
  return ['', `${total} ${title}`, ...shown, ...(total > shown.length ? [`  … and ${total - shown.length} more`] : [])]
}
