import type { Report } from './row'

export interface Columns {
  required: readonly string[]
  /** Known to the standard; may be missing, and are not all read. */
  optional: readonly string[]
}

/** Where each column stands, whatever the order and the capitals; `null` when a required one is missing. */
export function readHeader(line: number, cells: readonly string[], columns: Columns, report: Report): Map<string, number> | null {
  const known = new Map([...columns.required, ...columns.optional].map(name => [name.toLowerCase(), name]))
  const places = new Map<string, number>()
  for (const [place, cell] of cells.entries()) {
    const given = cell.trim()
    const name = known.get(given.toLowerCase())
    if (name === undefined) {
      if (given !== '') report('warning', line, given.slice(0, 100), 'unknown_column')
    }
    else if (places.has(name)) report('error', line, name, 'duplicate_column')
    else {
      if (name !== given) report('warning', line, name, 'wrong_case', given)
      places.set(name, place)
    }
  }
  const missing = columns.required.filter(name => !places.has(name))
  for (const name of missing) report('error', line, name, 'missing_column')
  return missing.length > 0 ? null : places
}
