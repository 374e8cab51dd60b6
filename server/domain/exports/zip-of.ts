import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'

export interface ExportFile {
  name: string
  /** Its content, begun when its turn comes. */
  chunks: () => AsyncIterable<string | Uint8Array>
}

/** Files as a zip, one after another, packed as they are made. */
export async function* zipOf(files: readonly ExportFile[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const packed = zip.outputStream as Readable
  let current: Readable | undefined
  zip.on('error', (error: Error) => packed.destroy(error))
  for (const { name, chunks } of files) {
    zip.addReadStreamLazy(name, (done) => {
      current = Readable.from(chunks())
      done(null, current)
    })
  }
  zip.end()
  try {
    for await (const chunk of packed) yield chunk as Uint8Array
  }
  finally {
    current?.destroy()
  }
}
