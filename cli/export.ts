import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { defineCommand } from 'citty'
import { attendanceExportQuery } from '../shared/schemas/exports'
import { systemContext } from '../server/domain/context'
import { exportAttendance } from '../server/domain/exports/export-attendance'
import { exportOneRoster } from '../server/domain/exports/oneroster/export-oneroster'
import type { ExportFile } from '../server/domain/exports/zip-of'
import { requireTenant } from '../server/domain/schools/describe-tenant'
import { parseInput } from './parse-input'
import { jsonFlag, print } from './print'
import { withDatabase } from './with-database'

const tenantFlag = { tenant: { type: 'string', description: 'its slug', required: true } } as const

const intoFolder = (folder: string) => async function* (files: ExportFile[]): AsyncGenerator<string> {
  for (const { name, chunks } of files) {
    const path = join(folder, name)
    await pipeline(Readable.from(chunks()), createWriteStream(path))
    yield path
  }
}

const oneroster = defineCommand({
  meta: { name: 'oneroster', description: 'write a school as OneRoster CSV 1.1 into a folder' },
  args: { folder: { type: 'positional', description: 'where to; made if it is not there', required: true }, ...tenantFlag, ...jsonFlag },
  run: ({ args }) => withDatabase(async () => {
    const ctx = systemContext(await requireTenant(args.tenant))
    await mkdir(args.folder, { recursive: true })
    const files: string[] = []
    for await (const path of exportOneRoster(ctx, intoFolder(args.folder))) files.push(path)
    print(args.json, { files }, () => files)
  }),
})

const attendance = defineCommand({
  meta: { name: 'attendance', description: 'print the marks of a range of days as attendance.csv' },
  args: {
    ...tenantFlag,
    from: { type: 'string', description: 'first day, 2026-09-01', required: true },
    to: { type: 'string', description: 'last day', required: true },
  },
  run: ({ args }) => withDatabase(async () => {
    const ctx = systemContext(await requireTenant(args.tenant))
    const range = parseInput(attendanceExportQuery, { from: args.from, to: args.to })
    const lines = await exportAttendance(ctx, range)
    await pipeline(Readable.from(lines), process.stdout, { end: false })
  }),
})

export const exportCommand = defineCommand({
  meta: { name: 'export', description: 'write rosters and marks as files' },
  subCommands: { oneroster, attendance },
})
