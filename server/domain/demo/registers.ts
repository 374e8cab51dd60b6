import { dayNumber, daysBetween, type LocalDate } from '#shared/utils/local-date'
import { fraction } from './random'
import type { DemoSchool } from './demo-school'
import type { DemoLesson } from './timetable'

/** A register that was forgotten is noticed within so many days. */
const CATCH_UP_DAYS = 3

/**
 * The lessons of one day whose registers have been taken, as things stand `today`.
 * It goes by the day and not by the clock, so that a day's demo is the same in the morning and in the evening.
 */
export function takenOn(school: DemoSchool, lessons: readonly DemoLesson[], today: LocalDate): DemoLesson[] {
  const held = lessons.filter(lesson => !lesson.cancelled)
  const [first] = held
  if (!first || first.date > today) return []
  const inTheEnd = takenBefore(school, held, Math.max(1, daysBetween(first.date, today)), first.date)
  return first.date === today ? takenToday(school, inTheEnd) : inTheEnd
}

/** The teacher who signs in has taken one register and finds the others open; of the rest it is half. */
function takenToday(school: DemoSchool, inTheEnd: DemoLesson[]): DemoLesson[] {
  const own = inTheEnd.filter(lesson => school.groups[lesson.group]?.lead === 0).sort((a, b) => a.from < b.from ? -1 : 1)
  return inTheEnd.filter(lesson => school.groups[lesson.group]?.lead === 0
    ? lesson === own[0] && own.length > 1
    : fraction(lesson.id, 'taken today') < 0.5)
}

function takenBefore(school: DemoSchool, held: DemoLesson[], age: number, date: LocalDate): DemoLesson[] {
  const others = held.filter(lesson => school.groups[lesson.group]?.lead !== 0)
  const forgotten = age <= CATCH_UP_DAYS ? others[(dayNumber(date) * 5) % others.length] : undefined
  return held.filter(lesson => lesson !== forgotten
    && (school.groups[lesson.group]?.lead === 0 || fraction(lesson.id, 'never taken') >= 0.006))
}

/** From here on a later filling may find registers that are taken by now. */
export function mayChangeSince(lastFilled: LocalDate): number {
  return dayNumber(lastFilled) - CATCH_UP_DAYS
}
