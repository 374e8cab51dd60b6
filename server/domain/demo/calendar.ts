import { addDays, type LocalDate } from '#shared/utils/local-date'
import type { DemoSchool, Season } from './demo-school'

export interface DemoTerm {
  key: string
  season: Season
  startsOn: LocalDate
  endsOn: LocalDate
}

/** How far ahead lessons stand in the timetable. */
export const DAYS_AHEAD = 14
const TERMS_BEFORE = 3

// They leave no day out: whoever looks at the demo on a holiday is in a term as well.
const seasons = [['spring', '01-01', '05-31'], ['summer', '06-01', '08-31'], ['autumn', '09-01', '12-31']] as const

/** The term of today with those before it that the demo remembers, and the one that is about to begin. */
export function demoTerms(today: LocalDate): DemoTerm[] {
  const year = Number(today.slice(0, 4))
  const terms = [year - 2, year - 1, year, year + 1].flatMap(y => seasons.map(([season, from, to]): DemoTerm =>
    ({ key: `${y}-${season}`, season, startsOn: `${y}-${from}`, endsOn: `${y}-${to}` })))
  const current = terms.findIndex(term => term.startsOn <= today && today <= term.endsOn)
  return terms.filter((term, i) => i >= current - TERMS_BEFORE && term.startsOn <= addDays(today, DAYS_AHEAD))
}

export function isHoliday(school: DemoSchool, date: LocalDate): boolean {
  const day = date.slice(5)
  return school.holidays.some(([from, to]) => from <= day && day <= to)
}

/** How much more children are ill than on the average of the year: waves in winter, hardly any in summer. */
export function illnessOf(date: LocalDate): number {
  return [1.6, 1.9, 1.3, 0.9, 0.7, 0.4, 0.3, 0.4, 0.8, 1.2, 1.5, 1.8][Number(date.slice(5, 7)) - 1] ?? 1
}
