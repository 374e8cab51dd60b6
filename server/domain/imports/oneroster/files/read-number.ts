import type { Row } from '../../csv/row'

const number = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i

/** Beyond these no score lies, and reckoning with them would leave what a double can hold. */
const MOST = 1e9, LEAST = 1e-9

/** A cell with a number; null where there is none, or something else, which is `bad_number`, told and not refused. */
export function readNumber(row: Row, column: string): number | null {
  const given = row.text(column)
  if (given === null) return null
  const value = number.test(given) ? Number(given) : Number.NaN
  if (Math.abs(value) <= MOST) return Math.abs(value) < LEAST ? 0 : value
  if (!row.deleted) row.warn(column, 'bad_number', given)
  return null
}
