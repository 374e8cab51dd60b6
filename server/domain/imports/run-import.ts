import { localToday } from '#shared/utils/local-date'
import type { BulkTransaction } from '../../infra/db/bulk'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext } from '../context'
import { emit } from '../events/emit'
import { newIssueLog } from './issues'
import type { Stage } from './stage'
import { summarise, type Counts, type ImportSummary, type Tally } from './summary'

export interface ImportOptions {
  /** The row of `imports` that it comes from, if it was uploaded. */
  importId?: string
  /** Does everything and takes it back. */
  dryRun?: boolean
  /** Writes the valid rows when others were refused. */
  partial?: boolean
  /** Told as it goes, 0 to 1. */
  onProgress?: (fraction: number) => void
  /** Runs in the import's own transaction, last: what must be true exactly when the import is. */
  onWritten?: (tx: BulkTransaction, summary: ImportSummary) => Promise<void>
}

/** Carries a summary out of a transaction that must not be kept. */
class TakenBack extends Error {
  constructor(readonly summary: ImportSummary) {
    super('taken back')
  }
}

/** Runs the steps of an import in one transaction of their own, one import of a tenant at a time. */
export async function runImport(
  ctx: TenantContext,
  kind: 'oneroster' | 'attendance',
  options: ImportOptions,
  steps: (stage: Stage, onProgress: (fraction: number) => void) => Promise<Tally>,
): Promise<ImportSummary> {
  const { importId, dryRun = false, partial = false, onProgress = () => {}, onWritten } = options
  try {
    return await db.bulk(ctx, async (tx) => {
      await tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`import:${ctx.tenant.id}`}, 0))`)
      // A set meets a set here, and the planner, whose figures are from before the import, would take one of them for small.
      await tx.query(sql`set local enable_nestloop = off`)
      const stage: Stage = { tx, ctx, today: localToday(ctx.tenant), log: newIssueLog() }
      const summary = summarise(await steps(stage, onProgress), stage.log, { dryRun, partial })
      if (dryRun || !summary.ok) throw new TakenBack(summary)
      await recordAudit(tx, ctx, {
        action: importId ? 'import.written' : 'import.confirmed', subject: 'import', ...(importId ? { subjectId: importId } : {}), details: { kind, partial, ...countsOf(summary) },
      })
      await emit(tx, ctx, { name: 'school.changed', payload: {} })
      await onWritten?.(tx, summary)
      return summary
    })
  }
  catch (error) {
    if (error instanceof TakenBack) return error.summary
    throw error
  }
}

function countsOf({ added, changed, removed, totals }: ImportSummary): Record<string, unknown> {
  const some = (counts: Counts) => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0))
  return { added: some(added), changed: some(changed), removed: some(removed), refused: totals.errors }
}
