import { buffer } from 'node:stream/consumers'
import { Readable } from 'node:stream'
import yauzl from 'yauzl'
import type { TenantContext, Viewer } from '../../server/domain/context'
import { exportRecord } from '../../server/domain/people/record/export-record'

/** The files of a student's record, by name. */
export async function recordOf(ctx: TenantContext<Viewer>, studentId: string): Promise<Record<string, string>> {
  const bytes = await buffer(Readable.from(await exportRecord(ctx, studentId)))
  const zip = await yauzl.fromBufferPromise(bytes)
  const files: Record<string, string> = {}
  for await (const entry of zip.eachEntry()) files[entry.fileName] = (await buffer(await zip.openReadStreamPromise(entry))).toString('utf8')
  return files
}
