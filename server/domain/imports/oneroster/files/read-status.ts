import { codeSet, type Row } from '../../csv/row'

const statuses = codeSet({ active: false, tobedeleted: true, inactive: true })

/** Reads `status`; afterwards `row.deleted` says whether only the id of the row counts. */
export function readStatus(row: Row): boolean {
  const deleted = row.oneOf('status', statuses)
  if (deleted === undefined) row.refuse('status', 'bad_value', row.text('status') ?? '')
  // OneRoster 1.1 dropped `inactive` in favour of `tobedeleted`.
  if (deleted && row.text('status')?.toLowerCase() === 'inactive') row.warn('status', 'inactive')
  return row.deleted = deleted ?? false
}

const dateTime = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** A cell with an ISO 8601 instant; anything else is none. */
export function readInstant(row: Row, column: string): string | null {
  const given = row.text(column)
  if (given === null || !dateTime.test(given) || Number.isNaN(Date.parse(given))) return null
  // A zone may carry it out of the years that a date has.
  const instant = new Date(given).toISOString()
  return /^(?!0000)\d{4}-/.test(instant) ? instant : null
}

/** When the row last changed, for telling the newer of two. */
export const readModified = (row: Row): string | null => readInstant(row, 'dateLastModified')
