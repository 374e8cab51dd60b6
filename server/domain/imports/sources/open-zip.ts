import { open as openFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { DomainError } from '../../errors'
import { limits } from '../limits'
import type { BundleFile, BundleSource } from './bundle-file'

const options = { autoClose: false, validateEntrySizes: true, decodeStrings: true, strictFileNames: true }

/** A zip on this machine, for the command line. */
export async function openZipFile(path: string): Promise<BundleSource> {
  const handle = await openFile(path, 'r')
  try {
    const { size } = await handle.stat()
    if (size > limits.upload) throw new DomainError('too_large', { detail: `More than ${limits.upload} bytes` })
  }
  finally {
    await handle.close()
  }
  return filesOf(await asZip(yauzl.openPromise(path, options)))
}

/** A zip that can be read at any place, wherever it is kept. */
export async function openZipReader(reader: yauzl.RandomAccessReader, size: number): Promise<BundleSource> {
  return filesOf(await asZip(yauzl.fromRandomAccessReaderPromise(reader, size, options)))
}

async function filesOf(zip: ZipFile): Promise<BundleSource> {
  try {
    const entries = await asZip(listEntries(zip))
    const files = withoutTopFolder(entries).map(({ entry, name }): BundleFile => ({
      name,
      size: entry.uncompressedSize,
      open: async () => Readable.from(unpacked(await asZip(zip.openReadStreamPromise(entry)))),
    }))
    return { files, close: async () => zip.close() }
  }
  catch (error) {
    zip.close()
    throw error
  }
}

async function listEntries(zip: ZipFile): Promise<Entry[]> {
  if (zip.entryCount > limits.entries) throw bomb(`more than ${limits.entries} entries`)
  const entries: Entry[] = []
  let total = 0
  for await (const entry of zip.eachEntry()) {
    if (entries.length >= limits.entries) throw bomb(`more than ${limits.entries} entries`)
    const { uncompressedSize: size, compressedSize } = entry
    total += size
    if (size > limits.unpackedFile || total > limits.unpackedTotal) throw bomb('it would unpack to too much')
    if (size > limits.ratioFrom && size > compressedSize * limits.ratio) throw bomb('a file in it shrank too well')
    if (entry.isEncrypted()) throw new DomainError('bad_zip', { detail: 'The zip is encrypted' })
    if (!entry.fileName.endsWith('/') && !isClutter(entry.fileName)) entries.push(entry)
  }
  return entries
}

/** What macOS and Windows leave in a zip. */
const isClutter = (path: string) => path.startsWith('__MACOSX/') || /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini)$/.test(path)

function withoutTopFolder(entries: Entry[]): { entry: Entry, name: string }[] {
  const tops = new Set(entries.map(entry => entry.fileName.includes('/') ? entry.fileName.slice(0, entry.fileName.indexOf('/') + 1) : ''))
  const top = tops.size === 1 ? [...tops][0] ?? '' : ''
  return entries.map((entry) => {
    const name = entry.fileName.slice(top.length)
    if (name.includes('/')) throw new DomainError('bad_zip', { detail: 'The zip holds folders within folders' })
    return { entry, name }
  })
}

async function* unpacked(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk
  }
  catch (error) {
    throw badZip(error)
  }
}

const bomb = (why: string) => new DomainError('zip_bomb', { detail: `The zip is refused: ${why}` })

/** What yauzl finds wrong, unsafe names among it, is the caller's fault and not ours. */
async function asZip<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  }
  catch (error) {
    throw error instanceof DomainError ? error : badZip(error)
  }
}

const badZip = (error: unknown) =>
  new DomainError('bad_zip', { detail: `The zip cannot be read: ${error instanceof Error ? error.message : 'unknown'}`, cause: error })
