import { localToday } from '#shared/utils/local-date'
import { recordAudit } from '../../audit/record-audit'
import type { TenantContext } from '../../context'
import { db, type Snapshot } from '../../../infra/db/db'
import { csvLines } from '../csv/csv-lines'
import type { ExportFile } from '../zip-of'
import { manifest } from './manifest'
import type { RosterFile, RosterRow } from './roster-file'
import { ROSTER_FILES } from './roster-files'

/**
 * The school as a OneRoster 1.1 bundle in bulk, all of one moment. It imports again without a difference, here and, once
 * it was imported there, anywhere else.
 * @param write takes the files while they can be read, one after another
 */
export async function* exportOneRoster<T>(ctx: TenantContext, write: (files: ExportFile[]) => AsyncGenerator<T>, signal?: AbortSignal): AsyncGenerator<T> {
  await db.change(ctx, tx => recordAudit(tx, ctx, { action: 'export.oneroster', subject: 'school' }))
  const snapshot = await db.snapshot(ctx, signal)
  try {
    yield* write([
      { name: 'manifest.csv', chunks: () => manifest(ctx) },
      ...ROSTER_FILES.map(file => ({ name: `${file.name}.csv`, chunks: () => linesOf(ctx, snapshot, file) })),
    ])
  }
  finally {
    await snapshot.close()
  }
}

async function* linesOf(ctx: TenantContext, snapshot: Snapshot, { columns, rows, telephones }: RosterFile): AsyncGenerator<string> {
  yield csvLines([columns])
  const telephoneColumn = telephones ? columns.indexOf(telephones) : -1
  // In bulk, status and date are left empty (OneRoster CSV 1.1 §4.2).
  for await (const batch of snapshot.rows<RosterRow>(rows(ctx, localToday(ctx.tenant))))
    yield csvLines(batch.map(row => columns.map(column => row[column])), telephoneColumn)
}
