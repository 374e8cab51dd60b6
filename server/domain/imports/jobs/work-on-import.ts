import { db } from '../../../infra/db/db'
import { sql, type Sql } from '../../../infra/db/sql'
import { log } from '../../../infra/log'
import type { TenantContext } from '../../context'
import { DomainError } from '../../errors'
import { importAttendance } from '../import-attendance'
import { importOneRoster } from '../import-oneroster'
import type { ImportOptions } from '../run-import'
import { openZipReader } from '../sources/open-zip'
import type { ImportSummary } from '../summary'
import { ChunkReader, readChunks } from './chunks'
import { claimImport, type ClaimedImport } from './claim-import'
import { holdLease } from './hold-lease'
import { Readable } from 'node:stream'

/** Checks an uploaded import or runs a confirmed one, if nobody else does. What goes wrong is noted on it, never thrown. */
export async function workOnImport(ctx: TenantContext, id: string): Promise<void> {
  const job = await claimImport(ctx, id)
  if (!job) return
  const lease = holdLease(ctx, job)
  try {
    if (job.size === 0) throw new DomainError('upload_broke_off')
    const summary = job.state === 'checking'
      ? await read(ctx, job, { dryRun: true, onProgress: lease.progress })
      : await read(ctx, job, {
          partial: job.partial, importId: id, onProgress: lease.progress,
          onWritten: async (tx, written) => {
            const rows = await tx.query(sql`${settle(ctx, job, 'done', written)} returning "id"`)
            // Another worker took it for dead and has done it: this one must leave nothing.
            if (rows.length === 0) throw new DomainError('import_taken_over')
            await tx.query(dropChunks(ctx, id))
          },
        })
    if (job.state === 'checking') await write(ctx, settle(ctx, job, 'checked', summary))
    else if (!summary.ok) await fail(ctx, job, summary, 'refused')
  }
  catch (error) {
    if (!(error instanceof DomainError)) log.error({ error, importId: id }, 'an import failed')
    await fail(ctx, job, null, error instanceof DomainError ? error.code : 'internal')
  }
  finally {
    lease.release()
  }
}

async function read(ctx: TenantContext, job: ClaimedImport, options: ImportOptions): Promise<ImportSummary> {
  if (job.kind === 'attendance') {
    const open = async () => Readable.from(readChunks(ctx, job.id, 0, job.size))
    return importAttendance(ctx, { name: job.fileName, size: job.size, open }, options)
  }
  const source = await openZipReader(new ChunkReader(ctx, job.id), job.size)
  try {
    return await importOneRoster(ctx, source, options)
  }
  finally {
    await source.close()
  }
}

/** Ends the step under way, unless somebody has discarded the import meanwhile. */
function settle(ctx: TenantContext, { id, state }: ClaimedImport, to: 'checked' | 'done' | 'failed', summary: ImportSummary | null, failure: string | null = null): Sql {
  return sql`
    update "imports" set
      "state" = ${to}::import_state, "progress" = 1, "leaseUntil" = null, "failure" = ${failure}::text,
      "summary" = coalesce(${summary && JSON.stringify(summary)}::jsonb, "summary"),
      "finishedAt" = case when ${to}::text = 'checked' then null else now() end
    where "tenantId" = ${ctx.tenant.id}::uuid and "id" = ${id}::uuid and "state" = ${state}::import_state`
}

/** A failed import is not tried again: its file is of no use to anybody. */
const fail = (ctx: TenantContext, job: ClaimedImport, summary: ImportSummary | null, failure: string) => db.change(ctx, async (tx) => {
  if (await tx.$executeRaw(settle(ctx, job, 'failed', summary, failure)) > 0) await tx.$executeRaw(dropChunks(ctx, job.id))
})

const write = (ctx: TenantContext, statement: Sql) => db.change(ctx, tx => tx.$executeRaw(statement))

/** An upload holds names and addresses: it is kept no longer than it is needed. */
export const dropChunks = (ctx: TenantContext, importId: string) =>
  sql`delete from "import_chunks" where "tenantId" = ${ctx.tenant.id}::uuid and "importId" = ${importId}::uuid`
