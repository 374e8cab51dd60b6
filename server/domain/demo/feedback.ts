import { addDays, datesBetween, type LocalDate } from '#shared/utils/local-date'
import type { Child } from './families'
import { feedbackWords } from './feedback-words'
import { fraction, pick } from './random'
import type { DemoDay } from './demo-day'

export interface DemoFeedback {
  child: Child
  date: LocalDate
  visibility: 'public' | 'private'
  text: string
  /** The teacher's number. */
  author: number
}

const SINCE_DAYS = 120
/** Of each child on each day; of those whose families sign in more often. */
const [CHANCE, CHANCE_OF_FIRST] = [0.008, 0.05] as const

/** What the leads of the groups have written by yesterday. A day's words are the same whenever they are made. */
export function feedbackOf({ school, today, children }: DemoDay): DemoFeedback[] {
  const { slug } = school.tenant
  const words = feedbackWords(school.tenant.locale)
  return datesBetween(addDays(today, -SINCE_DAYS), addDays(today, -1)).flatMap(date => children.flatMap((child): DemoFeedback[] => {
    const key = [slug, 'feedback', child.number, date] as const
    const group = school.groups[child.groups[0] ?? 0]
    if (!group || fraction(...key) >= (child.number < 3 ? CHANCE_OF_FIRST : CHANCE)) return []
    const visibility = fraction(...key, 'private') < 0.3 ? 'private' : 'public'
    return [{ child, date, visibility, text: pick(words[visibility], ...key, 'words'), author: group.lead }]
  }))
}
