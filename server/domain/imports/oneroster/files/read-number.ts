import type { Row } from '../../csv/row'

const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i

/** A cell with a number; null where there is none, or something else, which is `bad_number`, told and not refused. */
export function readNumber(row: Row, column: string): number | null {
  const given = row.text(column)
  if (given === null) return null
  if (number.test(given) && Number.isFinite(Number(given))) return Number(given)
  if (!row.deleted) row.warn(column, 'bad_number', given)
  return null
}
