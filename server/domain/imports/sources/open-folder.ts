import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { DomainError } from '../../errors'
import { limits } from '../limits'
import type { BundleFile, BundleSource } from './bundle-file'

/** The CSV files of a folder on this machine, for the command line. */
export async function openFolder(folder: string): Promise<BundleSource> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(entry => entry.name.toLowerCase().endsWith('.csv'))
  if (entries.length > limits.entries) throw new DomainError('too_many_files', { detail: `More than ${limits.entries} files` })
  const files: BundleFile[] = []
  for (const entry of entries.toSorted((a, b) => a.name.localeCompare(b.name))) {
    const path = join(folder, entry.name)
    const info = await stat(path)
    if (info.isFile()) files.push({ name: entry.name, size: info.size, open: async () => createReadStream(path) })
  }
  return { files, close: async () => {} }
}
