import type { BulkTransaction } from '../../infra/db/bulk'
import { sql } from '../../infra/db/sql'
import type { TenantContext } from '../context'
import { newTally, type ImportSummary } from './summary'
import { checkBundle } from './oneroster/check/check-bundle'
import { mergeBundle } from './oneroster/merge/merge-bundle'
import { stageBundle } from './oneroster/stage-bundle'
import { addIssue } from './issues'
import { runImport, type ImportOptions } from './run-import'
import type { BundleSource } from './sources/bundle-file'
import { collectIssues, createIssueTable } from './stage'

/**
 * Imports a OneRoster bundle (CSV, 1.1 or 1.2), all or nothing in one transaction; memory does not grow with it.
 * With refused rows nothing is written unless `partial`; the summary is complete all the same.
 * @throws DomainError `bad_zip`, `zip_bomb` when the source cannot be read
 */
export async function importOneRoster(ctx: TenantContext, source: BundleSource, options: ImportOptions): Promise<ImportSummary> {
  return runImport(ctx, 'oneroster', options, async (stage, onProgress) => {
    const modes = await stageBundle(stage, source, fraction => onProgress(0.6 * fraction))
    await createIssueTable(stage)
    await checkBundle(stage, modes)
    onProgress(0.65)
    const ends = stage.log.errors.total === 0 && await nothingRefused(stage.tx)
    if (!ends && [...modes.values()].includes('bulk')) addIssue(stage.log, 'warning', { file: '', line: 0, column: '' }, 'nothing_ended')
    const tally = newTally()
    await mergeBundle({ ...stage, modes, tally, ends }, fraction => onProgress(0.65 + 0.35 * fraction))
    await collectIssues(stage)
    return tally
  })
}

async function nothingRefused(tx: BulkTransaction): Promise<boolean> {
  const rows = await tx.query(sql`select from "in_issues" where "severity" = 'error' limit 1`)
  return rows.length === 0
}
