import { stringify } from 'csv-stringify/sync'
import { asText } from '#shared/utils/spreadsheet'

type Cell = string | number | boolean | null | undefined

/** A lone carriage return ends a line for some readers, ours too. */
const OPTIONS = { quoted_match: /[\r\n\t]|^\s|\s$/ }
/** No spreadsheet finds anything to run in it, and other systems read it as it is. */
const TELEPHONE = /^\+\d[\d ().-]*$/

/**
 * Rows as lines of CSV (RFC 4180) that are safe to open in a spreadsheet; `fromText` gives each cell back as it was.
 * @param telephones the column of telephone numbers, which begin with a plus and are no formula
 */
export function csvLines(rows: readonly (readonly Cell[])[], telephones = -1): string {
  const cell = (value: Cell, column: number): string => {
    const text = value === null || value === undefined ? '' : String(value)
    return column === telephones && TELEPHONE.test(text) ? text : asText(text)
  }
  return stringify(rows.map(row => row.map(cell)), OPTIONS)
}
