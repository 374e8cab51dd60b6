import { weekday, type LocalDate } from '#shared/utils/local-date'
import { isHoliday } from './calendar'
import { demoId, fraction, pick } from './random'
import type { DemoSchool, Meeting } from './demo-school'

export interface DemoLesson extends Omit<Meeting, 'days'> {
  id: string
  group: number
  date: LocalDate
  /** Why it did not take place. */
  cancelled: string | null
  /** The number of the teacher who stands in. */
  substitute: number | null
}

/** The lessons of one day, the same whenever one asks. */
export function lessonsOn(school: DemoSchool, date: LocalDate): DemoLesson[] {
  const { slug } = school.tenant
  const day = weekday(date)
  const holiday = isHoliday(school, date)
  return school.groups.flatMap((group, number) => (holiday && !group.everyDay ? [] : group.meets)
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
