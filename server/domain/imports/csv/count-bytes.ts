import { Readable } from 'node:stream'

/** The same stream, telling how many bytes went by. */
export function countBytes(input: Readable, onBytes: (bytes: number) => void): Readable {
  return Readable.from((async function* () {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      onBytes(chunk.length)
      yield chunk
    }
  })(), { objectMode: false })
}
