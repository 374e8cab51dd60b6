import { weekday, type LocalDate } from '#shared/utils/local-date'
import { isHoliday } from './calendar'
import { PEOPLE_DAY } from './families'
import { demoId, fraction, pick } from './random'
import type { DemoSchool, Meeting } from './demo-school'

export interface DemoLesson extends Omit<Meeting, 'days'> {
  id: string
  /** The id of what repeats every week, and the day it is planned for. */
  series: string
  group: number
  date: LocalDate
  /** Why it did not take place. */
  cancelled: string | null
  /** The number of the teacher who stands in. */
  substitute: number | null
}

const series = new Map<string, string>()

/** The id of the meeting that stands at `index` of a group's week. */
export function seriesId(slug: string, group: number, index: number): string {
  const key = [slug, 'series', group, index].join(' ')
  const known = series.get(key) ?? demoId(PEOPLE_DAY, key)
  series.set(key, known)
  return known
}

/** The lessons of one day, the same whenever one asks. */
export function lessonsOn(school: DemoSchool, date: LocalDate): DemoLesson[] {
  const { slug } = school.tenant
  const day = weekday(date)
  const holiday = isHoliday(school, date)
  return school.groups.flatMap((group, number) => (holiday && !group.everyDay ? [] : group.meets)
    .map((meeting, index) => ({ ...meeting, series: seriesId(slug, number, index) }))
    .filter(meeting => meeting.days.includes(day))
    .map(({ days: _, ...meeting }) => {
      const key = [slug, 'lesson', number, date, meeting.from] as const
      // Where the teacher who signs in stands, every lesson takes place.
      const chance = group.lead === 0 ? 1 : fraction(...key, 'goes wrong')
      return {
        ...meeting, id: demoId(date, ...key), group: number, date,
        cancelled: chance < 0.008 ? pick(school.words.cancelled, ...key) : null,
        substitute: chance >= 0.008 && chance < 0.03 ? (group.lead + 1) % school.staff.teachers.length || 1 : null,
      }
    }))
}
