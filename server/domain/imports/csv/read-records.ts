import { parse } from 'csv-parse'
import { limits } from '../limits'

/** One record with the line of the file on which it begins, the first being 1. */
export interface CsvRecord {
  line: number
  cells: string[]
}

/** The file cannot be read from this line on. */
export class BrokenCsv extends Error {
  constructor(readonly line: number, message: string) {
    super(message)
  }
}

/**
 * The records of a CSV file (RFC 4180) as they arrive: any line ends, with or without a byte order mark,
 * quoted line breaks; blank lines are left out, rows of any width are handed on.
 * @throws BrokenCsv on a quote that never closes and on a row without end, after the records before it
 */
export async function* readRecords(input: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const parser = newParser()
  let line = 1
  const records = function* () {
    for (const cells of parser.taken()) {
      if (cells.length > 1 || cells[0] !== '') yield { line, cells }
      line += 1 + lineBreaks(cells)
    }
  }
  for await (const chunk of input) {
    await parser.write(chunk)
    yield* records()
    if (parser.fault()) break
  }
  await parser.end()
  yield* records()
  const fault = parser.fault()
  if (fault) throw new BrokenCsv(line, 'code' in fault ? String(fault.code) : fault.message)
}

/** Records are taken as they are parsed: a stream would throw those away that wait to be read when a later one is at fault. */
function newParser() {
  let records: string[][] = []
  let fault: Error | undefined
  const parser = parse({
    bom: true,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    max_record_size: limits.row,
    on_record: (record: string[]) => {
      records.push(record)
      return null
    },
  })
  parser.once('error', error => fault = error)
  return {
    write: (chunk: Uint8Array) => new Promise<void>(resolve => parser.write(chunk, () => resolve())),
    end: () => new Promise<void>(resolve => fault ? resolve() : parser.once('error', () => resolve()).end(() => resolve())),
    taken: () => {
      const taken = records
      records = []
      return taken
    },
    fault: () => fault,
  }
}

function lineBreaks(cells: string[]): number {
  let count = 0
  for (const cell of cells) if (cell.includes('\n')) count += cell.split('\n').length - 1
  return count
}
