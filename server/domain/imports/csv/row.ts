import { isLocalDate, type LocalDate } from '#shared/utils/local-date'
import type { Severity } from '../issues'
import type { IssueCode } from '#shared/utils/import-codes'
import { fromText } from '#shared/utils/spreadsheet'
import { limits } from '../limits'

export type Report = (severity: Severity, line: number, column: string, code: IssueCode, value?: string) => void

// eslint-disable-next-line no-control-regex -- PostgreSQL keeps no NUL, and U+FFFD is what is left of another encoding.
const notText = /[\u0000\uFFFD]/

/**
 * One row of a file with a header, read cell by cell. A cell that cannot be taken refuses the row;
 * the row goes on to be read, so that all its faults are told at once.
 */
export class Row {
  line = 0
  /** Marked `tobedeleted`: only its id counts. */
  deleted = false
  private cells: string[] = []
  /** What was refused of this row so far: a cell that is read twice is told once. */
  private readonly faults = new Set<string>()

  constructor(private readonly places: ReadonlyMap<string, number>, private readonly report: Report) {}

  take(line: number, cells: string[]): void {
    this.line = line
    this.cells = cells
    this.deleted = false
    if (this.faults.size > 0) this.faults.clear()
  }

  get refused(): boolean {
    return this.faults.size > 0
  }

  refuse(column: string, code: IssueCode, value?: string): void {
    const fault = `${column} ${code}`
    if (this.faults.has(fault)) return
    this.faults.add(fault)
    this.report('error', this.line, column, code, value)
  }

  warn(column: string, code: IssueCode, value?: string): void {
    this.report('warning', this.line, column, code, value)
  }

  /** As it was before somebody made it safe for spreadsheets. */
  private cell(column: string): string {
    const place = this.places.get(column)
    return place === undefined ? '' : fromText((this.cells[place] ?? '').trim())
  }

  /** The trimmed cell, `null` when it is empty or the file has no such column. @param most characters */
  text(column: string, most: number = limits.cell): string | null {
    const cell = this.cell(column)
    if (cell === '') return null
    if (notText.test(cell)) this.refuse(column, 'bad_character')
    else if (cell.length > most) this.refuse(column, 'too_long')
    return cell
  }

  /** As `text`; an empty cell refuses the row, unless the row is to be deleted. */
  needed(column: string): string | null {
    const cell = this.text(column)
    if (cell === null && !this.deleted) this.refuse(column, 'required')
    return cell
  }

  id(column: string): string | null {
    const cell = this.text(column)
    if (cell === null) this.refuse(column, 'required')
    return cell
  }

  date(column: string): LocalDate | null {
    const cell = this.text(column)
    if (cell === null || isLocalDate(cell)) return cell
    if (!this.deleted) this.refuse(column, 'bad_date', cell)
    return null
  }

  /** The ids of a cell with several, each once, in their order. */
  list(column: string): string[] {
    const ids = [...new Set(this.cell(column).split(',').map(id => id.trim()).filter(id => id !== ''))]
    if (ids.some(id => notText.test(id))) this.refuse(column, 'bad_character')
    if (ids.length > limits.listed || ids.some(id => id.length > limits.cell)) this.refuse(column, 'too_long')
    return ids
  }

  /** What `values` makes of the cell; capital letters do not matter but are told. `undefined`: not among them. */
  oneOf<T>(column: string, values: ReadonlyMap<string, { as: string, value: T }>): T | null | undefined {
    const cell = this.text(column)
    if (cell === null) return null
    const found = values.get(cell.toLowerCase())
    if (found && found.as !== cell) this.warn(column, 'wrong_case', cell)
    return found?.value
  }
}

/** The values of a column by their lower-case form. */
export function codeSet<T>(values: Record<string, T>): ReadonlyMap<string, { as: string, value: T }> {
  return new Map(Object.entries(values).map(([as, value]) => [as.toLowerCase(), { as, value }]))
}
