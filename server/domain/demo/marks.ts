import type { MarkStatus } from '#shared/utils/attendance'
import { dayNumber, weekday, type LocalDate } from '#shared/utils/local-date'
import { characterOf, type Child } from './families'
import { fraction, pick, whole } from './random'
import type { DemoSchool } from './demo-school'
import type { Spell } from './spells'
import type { DemoLesson } from './timetable'

export interface DemoMark {
  status: MarkStatus
  minutesLate: number | null
  reason: string | null
  note: string | null
  behaviour: number | null
  participation: number | null
}

/** What the register of a past lesson says of a child; `away` are the child's spells. */
export function markOf(school: DemoSchool, child: Child, lesson: DemoLesson, away: readonly Spell[]): DemoMark {
  const { slug } = school.tenant
  const spell = away.find(spell => spell.from <= lesson.date && lesson.date <= spell.to)
  const key = [slug, child.number, lesson.id] as const
  const mark = spell ? markOfSpell(spell, lesson.date) : markOfChance(slug, child, lesson)
  const noted = fraction(...key, 'note') < 0.015
  return {
    ...mark,
    note: noted ? pick(school.words.notes[mark.status], ...key) : null,
    behaviour: mark.status === 'present' && school.groups[lesson.group]?.scored ? gradeOf(slug, child, lesson, 'behaves') : null,
    participation: mark.status === 'present' && school.groups[lesson.group]?.scored ? gradeOf(slug, child, lesson, 'takes part') : null,
  }
}

type Judged = Pick<DemoMark, 'status' | 'minutesLate' | 'reason'>

function markOfSpell({ kind, from, announcedOn }: Spell, date: LocalDate): Judged {
  // An illness that nobody announced comes out on the second day.
  if (kind === 'unexplained' || (kind === 'ill' && !announcedOn && date === from))
    return { status: 'absent', minutesLate: null, reason: kind === 'unexplained' ? 'unexplained' : null }
  return { status: 'excused', minutesLate: null, reason: kind }
}

function markOfChance(slug: string, child: Child, lesson: DemoLesson): Judged {
  const { absent, late } = characterOf(slug, child)
  const monday = weekday(lesson.date) === 1 ? 1.8 : weekday(lesson.date) === 5 ? 1.2 : 1
  // Good and bad months, so that a trend has something to show.
  const mood = 1 + 0.6 * Math.sin(2 * Math.PI * (dayNumber(lesson.date) / 140 + fraction(slug, 'phase', child.number)))
  const chance = fraction(slug, child.number, lesson.id)
  const missed = absent * monday * mood
  if (chance < missed * 0.75) return { status: 'absent', minutesLate: null, reason: null }
  if (chance < missed) return { status: 'excused', minutesLate: null, reason: 'family' }
  if (chance < missed + late * monday) return { status: 'late', minutesLate: minutes(slug, child, lesson), reason: null }
  return { status: 'present', minutesLate: null, reason: null }
}

/** Few minutes more often than many, as people write them down. */
function minutes(slug: string, child: Child, lesson: DemoLesson): number {
  const chance = fraction(slug, child.number, lesson.id, 'minutes')
  const exact = 2 + Math.floor(chance * chance * 28)
  return exact > 6 ? Math.round(exact / 5) * 5 : exact
}

function gradeOf(slug: string, child: Child, lesson: DemoLesson, what: 'behaves' | 'takes part'): number {
  const usual = whole(2, 4, slug, what, child.number)
  return Math.min(5, Math.max(1, usual + pick([-1, 0, 0, 0, 1, 1], slug, child.number, lesson.id, what)))
}
