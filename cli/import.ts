import { defineCommand } from 'citty'
import { systemContext, type TenantContext } from '../server/domain/context'
import { importAttendance } from '../server/domain/imports/import-attendance'
import { importOneRoster } from '../server/domain/imports/import-oneroster'
import type { ImportOptions } from '../server/domain/imports/run-import'
import { openBundle, openPath } from '../server/domain/imports/sources/open-path'
import type { ImportSummary } from '../server/domain/imports/summary'
import { requireTenant } from '../server/domain/schools/describe-tenant'
import { summaryDocument, summaryLines } from './import-summary'
import { jsonFlag, print } from './print'
import { withDatabase } from './with-database'

const shared = {
  'tenant': { type: 'string', description: 'its slug', required: true },
  'dry-run': { type: 'boolean', description: 'say what it would do, and write nothing' },
  'partial': { type: 'boolean', description: 'write the valid rows when others are refused' },
  ...jsonFlag,
} as const

interface Flags { 'tenant': string, 'dry-run'?: boolean, 'partial'?: boolean, 'json'?: boolean }

async function runImport(args: Flags, work: (ctx: TenantContext, options: ImportOptions) => Promise<ImportSummary>): Promise<void> {
  await withDatabase(async () => {
    const ctx = systemContext(await requireTenant(args.tenant))
    const summary = await work(ctx, { dryRun: args['dry-run'] ?? false, partial: args.partial ?? false })
    print(args.json, summaryDocument(summary), () => summaryLines(summary))
    if (!summary.ok) process.exitCode = 1
  })
}

const oneroster = defineCommand({
  meta: { name: 'oneroster', description: 'bring in a school from OneRoster CSV 1.1 or 1.2' },
  args: { source: { type: 'positional', description: 'a folder or a zip', required: true }, ...shared },
  run: ({ args }) => runImport(args, async (ctx, options) => {
    const source = await openBundle(args.source)
    try {
      return await importOneRoster(ctx, source, options)
    }
    finally {
      await source.close()
    }
  }),
})

const attendance = defineCommand({
  meta: { name: 'attendance', description: 'bring in marks from attendance.csv' },
  args: { file: { type: 'positional', description: 'a CSV file', required: true }, ...shared },
  run: ({ args }) => runImport(args, async (ctx, options) => importAttendance(ctx, await openPath(args.file), options)),
})

export const importCommand = defineCommand({
  meta: { name: 'import', description: 'bring in rosters and marks from files' },
  subCommands: { oneroster, attendance },
})
