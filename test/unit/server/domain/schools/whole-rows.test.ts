import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wholeRows } from '../../../../../server/domain/schools/move/copy-rows'

async function* inPieces(text: string, size: number) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

it('cuts a copy where rows end, loses nothing, and holds no more than it must', async () => {
  const rows = fc.array(fc.string({ unit: fc.constantFrom('я', 'a', '\t', '\\N', '') }), { minLength: 1, maxLength: 40 })
  await fc.assert(fc.asyncProperty(rows, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 60 }), async (lines, piece, chunk) => {
    const text = lines.map(line => `${line}\n`).join('')
    const longest = Math.max(...lines.map(line => Buffer.byteLength(line) + 1))
    const chunks: string[] = []
    for await (const pieces of wholeRows(inPieces(text, piece), chunk)) chunks.push(Buffer.concat(pieces).toString())
    expect(chunks.join('')).toBe(text)
    for (const one of chunks) {
      expect(one.endsWith('\n')).toBe(true)
      expect(Buffer.byteLength(one)).toBeLessThan(chunk + piece + longest)
    }
  }))
})
