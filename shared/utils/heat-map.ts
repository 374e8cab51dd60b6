import { markStatuses, type DatedMark, type MarkCounts, type MarkStatus } from './attendance'
import { addDays, dayNumber, daysBetween, fromDayNumber, startOfWeek, weekday, type LocalDate } from './local-date'

/** One lesson day: its column is its week, its row the day of the week from 0, Monday. */
export interface HeatMapDay {
  date: LocalDate
  column: number
  row: number
  /** What the day is drawn as: the mark that home should know of first. */
  status: MarkStatus
  /** Every mark of the day, in the order of its lessons. */
  statuses: MarkStatus[]
}

/** Weeks side by side, as many as fit a phone; longer times are drawn in several bands, the latest first. */
export interface HeatMapBand {
  weeks: number
  days: HeatMapDay[]
  /** The first week that holds a day of the month; `date` is the first of it. */
  months: { date: LocalDate, column: number }[]
}

export interface HeatMapMonth extends MarkCounts {
  /** The first of the month. */
  date: LocalDate
}

export const WEEKS_IN_A_BAND = 27

// Of two lessons on a day, the one that was missed is the one to ask about.
const FIRST: readonly MarkStatus[] = ['absent', 'late', 'excused', 'present']

/** Lays out the marks from `from` to `to` as bands of weeks. */
export function heatMapBands(marks: Iterable<DatedMark>, from: LocalDate, to: LocalDate): HeatMapBand[] {
  const days = statusesByDay(marks, from, to)
  const bands: HeatMapBand[] = []
  for (let end = startOfWeek(to); end >= startOfWeek(from); end = addDays(end, -7 * WEEKS_IN_A_BAND)) {
    const weeks = Math.min(WEEKS_IN_A_BAND, daysBetween(startOfWeek(from), end) / 7 + 1)
    const first = addDays(end, -7 * (weeks - 1))
    bands.push({ weeks, days: daysOf(days, first, weeks), months: monthsOf(first, weeks) })
  }
  return bands
}

/** The same marks counted by month, the latest first: what the picture says, in a table. */
export function heatMapMonths(marks: Iterable<DatedMark>, from: LocalDate, to: LocalDate): HeatMapMonth[] {
  const months = new Map<LocalDate, HeatMapMonth>()
  for (const { date, status } of marks) {
    if (date < from || date > to) continue
    const first = `${date.slice(0, 7)}-01`
    const month = months.get(first) ?? { date: first, present: 0, late: 0, absent: 0, excused: 0 }
    month[status]++
    months.set(first, month)
  }
  return [...months.values()].sort((a, b) => a.date < b.date ? 1 : -1)
}

function statusesByDay(marks: Iterable<DatedMark>, from: LocalDate, to: LocalDate): Map<LocalDate, MarkStatus[]> {
  const days = new Map<LocalDate, MarkStatus[]>()
  for (const { date, status } of marks)
    if (date >= from && date <= to) days.set(date, [...days.get(date) ?? [], status])
  return days
}

function daysOf(days: Map<LocalDate, MarkStatus[]>, first: LocalDate, weeks: number): HeatMapDay[] {
  const begin = dayNumber(first)
  return Array.from({ length: weeks * 7 }, (_, i) => fromDayNumber(begin + i)).flatMap((date, i) => {
    const statuses = days.get(date)
    if (!statuses) return []
    const status = FIRST.find(status => statuses.includes(status)) ?? markStatuses[0]
    return [{ date, column: Math.floor(i / 7), row: weekday(date) - 1, status, statuses }]
  })
}

/** A month is named over its first week; one that only shows its last days leaves the room to the next. */
function monthsOf(first: LocalDate, weeks: number): HeatMapBand['months'] {
  const months: HeatMapBand['months'] = []
  for (let column = 0; column < weeks; column++) {
    const sunday = addDays(first, column * 7 + 6)
    const date = `${sunday.slice(0, 7)}-01`
    if (months.at(-1)?.date === date) continue
    if (months.length === 1 && column < 3) months.pop()
    months.push({ date, column })
  }
  return months
}
