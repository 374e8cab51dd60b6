import { addDays, datesBetween, dayNumber, fromDayNumber, type LocalDate } from '#shared/utils/local-date'
import { DAYS_AHEAD, demoTerms, type DemoTerm } from './calendar'
import { demoFamilies, type Child, type Family } from './families'
import { guestsOf, type DemoGuest } from './guests'
import { mayChangeSince, takenOn } from './registers'
import { spellsBetween, type Spell } from './spells'
import { lessonsOn, type DemoLesson } from './timetable'
import type { DemoSchool } from './demo-school'

/** Everything of a demo school as it stands on one day; made without chance, without clock and without a database. */
export interface DemoDay {
  school: DemoSchool
  today: LocalDate
  /** The first day that no earlier filling has seen. */
  unseenFrom: LocalDate
  terms: DemoTerm[]
  families: Family[]
  children: Child[]
  lessons: DemoLesson[]
  /** Those of `lessons` whose registers are taken. */
  taken: DemoLesson[]
  guests: DemoGuest[]
  /** Spells by the child's number; a guest on trial has none. */
  away: Map<number, Spell[]>
}

/**
 * The school on `today`, from the first of its terms to the last day of its timetable.
 * @param lastFilled the day of the last filling: lessons before it are left out, save those whose registers may have been taken since
 */
export function demoDay(school: DemoSchool, today: LocalDate, lastFilled?: LocalDate): DemoDay {
  const terms = demoTerms(today)
  const beginning = terms[0]?.startsOn ?? today
  const since = lastFilled ? fromDayNumber(Math.max(dayNumber(beginning), mayChangeSince(lastFilled))) : beginning
  const families = demoFamilies(school)
  const children = families.flatMap(family => family.children).sort((a, b) => a.number - b.number)
  const days = datesBetween(since, addDays(today, DAYS_AHEAD)).map(date => lessonsOn(school, date))
  const lessons = days.flat()
  const away = new Map<number, Spell[]>(children.map(child => [child.number, []]))
  for (const spell of spellsBetween(school, children, since, addDays(today, DAYS_AHEAD))) away.get(spell.child.number)?.push(spell)
  const guests = guestsOf(school, children, lessons)
  const unseenFrom = lastFilled ? addDays(lastFilled, DAYS_AHEAD + 1) : since
  return { school, today, unseenFrom, terms, families, children, away, lessons, guests, taken: days.flatMap(lessons => takenOn(school, lessons, today)) }
}
