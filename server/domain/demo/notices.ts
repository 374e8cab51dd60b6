import { addDays, type LocalDate } from '#shared/utils/local-date'
import { fraction, pick } from './random'
import type { DemoDay } from './demo-day'
import type { Spell } from './spells'

export interface DemoNotice {
  spell: Spell
  announcedOn: LocalDate
  reason: string
  /** The guardian who wrote it. */
  guardianId: string
  /** Where it is about one lesson and not about the day. */
  lessonId: string | null
}

/** Notices of past weeks are of no use to anybody but the audit log. */
const KEPT_DAYS = 60

/** The absence notices that guardians have written by today. */
export function noticesOf(day: DemoDay): DemoNotice[] {
  const { school, today, families, away } = day
  const { slug } = school.tenant
  return families.flatMap(({ children, guardians: [guardian] }) => children.flatMap(child => (away.get(child.number) ?? [])
    .flatMap((spell): DemoNotice[] => {
      if (spell.kind === 'unexplained' || !spell.announcedOn || spell.announcedOn > today || spell.to < addDays(today, -KEPT_DAYS) || !guardian) return []
      return [{
        spell, announcedOn: spell.announcedOn, guardianId: guardian.id,
        reason: pick(school.words.notices[spell.kind], slug, spell.id), lessonId: onlyLessonOf(day, spell),
      }]
    })))
}

/** An appointment on a day with a single lesson may be word of that lesson alone. */
function onlyLessonOf({ school, lessons }: DemoDay, { kind, from, child, id }: Spell): string | null {
  if (kind !== 'appointment' || fraction(school.tenant.slug, id, 'one lesson') < 0.5) return null
  const [lesson, ...others] = lessons.filter(lesson => lesson.date === from && child.groups.includes(lesson.group))
  return lesson && others.length === 0 ? lesson.id : null
}
