import { markStatuses, type DatedMark, type MarkCounts, type MarkStatus } from './attendance'
import { addDays, startOfWeek, type LocalDate } from './local-date'

export interface WeekBar {
  /** Its Monday. */
  from: LocalDate
  counts: MarkCounts
  total: number
  /** From the foot up; heights and places in shares of the tallest bar. */
  parts: { status: MarkStatus, from: number, height: number }[]
}

/** Marks by week, from the week of `from` to that of `to`, a week without a lesson included: what stands in one bar. */
export function weekBars(marks: Iterable<DatedMark>, from: LocalDate, to: LocalDate): WeekBar[] {
  const weeks = new Map<LocalDate, MarkCounts>()
  for (let monday = startOfWeek(from); monday <= to; monday = addDays(monday, 7)) weeks.set(monday, { present: 0, late: 0, absent: 0, excused: 0 })
  for (const { date, status } of marks) {
    const counts = weeks.get(startOfWeek(date))
    if (counts) counts[status]++
  }
  const totalOf = (counts: MarkCounts) => markStatuses.reduce((sum, status) => sum + counts[status], 0)
  const tallest = Math.max(1, ...[...weeks.values()].map(totalOf))
  return [...weeks].map(([monday, counts]) => {
    let from = 0
    const parts = markStatuses.flatMap((status) => {
      if (counts[status] === 0) return []
      const part = { status, from, height: counts[status] / tallest }
      from += part.height
      return [part]
    })
    return { from: monday, counts, total: totalOf(counts), parts }
  })
}
