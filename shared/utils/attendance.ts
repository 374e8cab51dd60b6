import { addDays, type LocalDate } from './local-date'

/** The four a mark may be, in the order in which they are shown. */
export const markStatuses = ['present', 'late', 'absent', 'excused'] as const
export type MarkStatus = typeof markStatuses[number]

export type MarkCounts = Record<MarkStatus, number>

/** `rate` is a fraction of 1, `null` when there is no mark. */
export interface AttendanceSummary extends MarkCounts {
  total: number
  rate: number | null
}

/** A mark as the figures need it: on which lesson day, and what. */
export interface DatedMark {
  date: LocalDate
  status: MarkStatus
}

export function attendanceSummary(marks: Iterable<{ status: MarkStatus }>): AttendanceSummary {
  const counts: MarkCounts = { present: 0, late: 0, absent: 0, excused: 0 }
  for (const { status } of marks) counts[status]++
  return { ...counts, total: totalOf(counts), rate: attendanceRate(counts) }
}

/** (present + late) / all marks, as a fraction; `null` without a mark. Who came late was there. */
export function attendanceRate(counts: MarkCounts): number | null {
  const total = totalOf(counts)
  return total === 0 ? null : (counts.present + counts.late) / total
}

/**
 * The rate of the last four weeks against that of the four before; `today` is the last day of the former.
 * `change` is a difference of fractions, `null` unless both have marks.
 */
export function attendanceTrend(marks: Iterable<DatedMark>, today: LocalDate): { recent: number | null, before: number | null, change: number | null } {
  const [recentFrom, beforeFrom] = [addDays(today, -27), addDays(today, -55)]
  const all = [...marks].filter(mark => mark.date >= beforeFrom && mark.date <= today)
  const recent = attendanceSummary(all.filter(mark => mark.date >= recentFrom)).rate
  const before = attendanceSummary(all.filter(mark => mark.date < recentFrom)).rate
  return { recent, before, change: recent === null || before === null ? null : recent - before }
}

/** What a day's rate is set against: the mean of the rates of the same weekday over the four weeks before; `null` without one. */
export function usualRate(marks: Iterable<DatedMark>, day: LocalDate): number | null {
  const all = [...marks]
  const rates = [7, 14, 21, 28].flatMap((ago) => {
    const { rate } = attendanceSummary(all.filter(mark => mark.date === addDays(day, -ago)))
    return rate === null ? [] : [rate]
  })
  return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0) / rates.length
}

/**
 * How many lesson days in a row were missed up to the last one, and since when.
 * A lesson day is a local date with marks. It counts when every lesson was missed and not all of them excused;
 * a day that is all excused neither counts nor breaks the row; one attended lesson breaks it.
 */
export function absencesInARow(marks: Iterable<DatedMark>): { days: number, since: LocalDate | null } {
  const attended = new Set<LocalDate>()
  const missed = new Set<LocalDate>()
  for (const { date, status } of marks) {
    if (status === 'present' || status === 'late') attended.add(date)
    else if (status === 'absent') missed.add(date)
  }
  let lastAttended: LocalDate = ''
  for (const date of attended) if (date > lastAttended) lastAttended = date
  const row = [...missed].filter(date => date > lastAttended).sort()
  return { days: row.length, since: row[0] ?? null }
}

function totalOf(counts: MarkCounts): number {
  return counts.present + counts.late + counts.absent + counts.excused
}
