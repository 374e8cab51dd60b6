import { Readable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import type { TenantContext } from '../../server/domain/context'
import { exportOneRoster } from '../../server/domain/exports/oneroster/export-oneroster'
import type { ExportFile } from '../../server/domain/exports/zip-of'
import type { BundleSource } from '../../server/domain/imports/sources/bundle-file'

async function* texts(files: ExportFile[]): AsyncGenerator<[string, string]> {
  for (const { name, chunks } of files) yield [name, await textOf(Readable.from(chunks()))]
}

/** What a school exports, by the name of its file. */
export async function exported(ctx: TenantContext): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for await (const [name, text] of exportOneRoster(ctx, texts)) files.set(name, text)
  return files
}

/** Such files as a bundle to be imported. */
export const asSource = (files: Map<string, string>): BundleSource => ({
  files: [...files].map(([name, text]) => ({ name, size: Buffer.byteLength(text), open: async () => Readable.from([Buffer.from(text)]) })),
  close: async () => {},
})
