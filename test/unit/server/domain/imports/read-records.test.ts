import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BrokenCsv, readRecords } from '../../../../../server/domain/imports/csv/read-records'

async function read(...pieces: (string | Buffer)[]) {
  const records = []
  for await (const record of readRecords(Readable.from(pieces.map(piece => Buffer.from(piece))))) records.push(record)
  return records
}

describe('the records of a CSV file', () => {
  it('come with the line on which they begin, through blank lines and line breaks in quotes', async () => {
    expect(await read('\uFEFFa,b\r\n1,"x\r\ny"\r\n\r\n2,3\n4,5\r6,7')).toEqual([
      { line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['1', 'x\r\ny'] }, { line: 5, cells: ['2', '3'] },
      { line: 6, cells: ['4', '5'] }, { line: 7, cells: ['6', '7'] },
    ])
  })

  it('may have any number of cells', async () => {
    expect((await read('a,b\n1\n1,2,3\n')).map(({ cells }) => cells.length)).toEqual([2, 1, 3])
  })

  it('keep a quote in the middle of a cell', async () => {
    expect(await read('5" pipe,"say ""hi"""\n')).toEqual([{ line: 1, cells: ['5" pipe', 'say "hi"'] }])
  })

  it('end with the line of a quote that never closes', async () => {
    await expect(read('a,b\n1,2\n3,"4\n5,6\n')).rejects.toSatisfy(error => error instanceof BrokenCsv && error.line === 3)
  })

  it('end at a row without end, without keeping it', async () => {
    const endless = Readable.from((function* () {
      yield Buffer.from('a,b\n1,2\n')
      for (;;) yield Buffer.alloc(64 * 1024, 'x')
    })())
    const rows: number[] = []
    await expect((async () => {
      for await (const { line } of readRecords(endless)) rows.push(line)
    })()).rejects.toSatisfy(error => error instanceof BrokenCsv && error.line === 3)
    expect(rows).toEqual([1, 2])
  })

  it('are what was written, wherever the pieces are cut', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ї', '"', ',', '\n', '\r\n', ' x', '😀') })
    const row = fc.array(text.map(cell => `.${cell}.`), { minLength: 2, maxLength: 4 })
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1 }), fc.nat(), async (rows, cut) => {
      const bytes = Buffer.from(rows.map(cells => cells.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'))
      const at = cut % bytes.length
      expect((await read(bytes.subarray(0, at), bytes.subarray(at))).map(({ cells }) => cells)).toEqual(rows)
    }))
  })
})
