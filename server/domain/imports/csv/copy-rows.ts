import type { Readable } from 'node:stream'
import { copyLine, type CopyValue } from '../../../infra/db/copy-line'
import { readHeader, type Columns } from './read-header'
import { BrokenCsv, readRecords, type CsvRecord } from './read-records'
import { Row, type Report } from './row'

/** How the rows of one file become rows of its temporary table, whose first column is `line`. */
export interface RowReader {
  columns: Columns
  /** The values for COPY; `null` leaves the row out without a word. Not asked for again once the row refused itself. */
  read(row: Row): readonly CopyValue[] | null
}

const BATCH = 64 * 1024

/** Turns a CSV file into lines for COPY as it arrives; refused rows are reported and left out. */
export async function* copyRows(input: Readable, reader: RowReader, report: Report): AsyncGenerator<string> {
  let batch = ''
  try {
    for await (const values of acceptedRows(readRecords(input), reader, report)) {
      batch += copyLine(values)
      if (batch.length < BATCH) continue
      yield batch
      batch = ''
    }
  }
  catch (error) {
    if (!(error instanceof BrokenCsv)) throw error
    report('error', error.line, '', 'broken_csv', error.message)
  }
  if (batch !== '') yield batch
}

async function* acceptedRows(records: AsyncGenerator<CsvRecord>, reader: RowReader, report: Report): AsyncGenerator<readonly CopyValue[]> {
  let row: Row | undefined
  let width = 0
  for await (const { line, cells } of records) {
    if (!row) {
      const places = readHeader(line, cells, reader.columns, report)
      if (!places) return
      row = new Row(places, report)
      width = cells.length
      continue
    }
    row.take(line, cells)
    if (cells.length !== width) {
      row.refuse('', 'ragged_row', String(cells.length))
      continue
    }
    const values = reader.read(row)
    if (values && !row.refused) yield [line, ...values]
  }
  if (!row) report('error', 1, '', 'empty_file')
}
