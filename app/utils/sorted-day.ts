import type { DayAttendance } from '#shared/schemas/overview'

export type DayRow = DayAttendance['branches'][number] & { note?: string }

/** How far a day's rate is from the usual, as a difference of fractions; null where either is missing. */
export const differenceOf = ({ rate, usual }: DayRow): number | null => rate === null || usual === null ? null : rate - usual

const FIGURES: Record<string, (row: DayRow) => number | null> = {
  registers: row => row.lessons - row.registersTaken,
  present: row => row.present,
  late: row => row.late,
  absent: row => row.absent,
  excused: row => row.excused,
  rate: row => row.rate,
  usual: row => row.usual,
  difference: differenceOf,
}

/** By a figure, upwards, or downwards with a minus before its name; by name as they come. Rows without it stand last. */
export function sortedDay(rows: readonly DayRow[], sort: string): DayRow[] {
  const down = sort.startsWith('-')
  const figure = FIGURES[down ? sort.slice(1) : sort]
  if (!figure) return down ? rows.toReversed() : [...rows]
  return rows.toSorted((a, b) => {
    const [x, y] = [figure(a), figure(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return down ? y - x : x - y
  })
}
