import { addDays, dayNumber, fromDayNumber, startOfWeek, type LocalDate } from '#shared/utils/local-date'
import { illnessOf } from './calendar'
import { characterOf, type Child } from './families'
import { demoId, fraction, sample, whole } from './random'
import type { DemoSchool } from './demo-school'

/** Some days on which a child is away for one reason. */
export interface Spell {
  id: string
  child: Child
  kind: 'ill' | 'travel' | 'appointment' | 'unexplained'
  from: LocalDate
  to: LocalDate
  /** The day on which a guardian said so; null: nobody did. */
  announcedOn: LocalDate | null
}

const SLOT = 28

/** Every spell that touches the days from `from` to `to`. Each belongs to a slot of the calendar, never to the day of asking. */
export function spellsBetween(school: DemoSchool, children: Child[], from: LocalDate, to: LocalDate): Spell[] {
  const spells = [...children.flatMap(child => ownSpells(school, child, from, to)), ...arrangedSpells(school, children, from, to)]
  return spells.filter(spell => spell.from <= to && spell.to >= from)
}

function ownSpells(school: DemoSchool, child: Child, from: LocalDate, to: LocalDate): Spell[] {
  const { slug } = school.tenant
  const spells: Spell[] = []
  for (let slot = Math.floor(dayNumber(from) / SLOT) - 1; slot <= dayNumber(to) / SLOT; slot++) {
    const key = [slug, 'spell', child.number, slot] as const
    const start = fromDayNumber(slot * SLOT + whole(0, SLOT - 1, ...key, 'start'))
    const chance = fraction(...key)
    const ill = 0.11 * illnessOf(start)
    if (chance < ill) {
      const told = fraction(...key, 'told') < 0.75
      spells.push(spell(child, key, 'ill', start, whole(2, 8, ...key, 'days'), told ? start : null))
    }
    else if (chance < ill + 0.04)
      spells.push(spell(child, key, 'travel', start, whole(2, 6, ...key, 'days'), addDays(start, -whole(2, 10, ...key, 'ahead'))))
    else if (characterOf(slug, child).absent > 0.15 && chance < ill + 0.25)
      spells.push(spell(child, key, 'unexplained', start, whole(5, 12, ...key, 'days'), null))
  }
  return spells
}

/**
 * In each watched group one child after the other is away for a fortnight without a word, in turns that begin in
 * even weeks in one half of the groups and in odd weeks in the other; so on any day somebody has been missing for more
 * than a week. Where the teacher who signs in stands, there is also a child with a notice every day.
 */
function arrangedSpells(school: DemoSchool, children: Child[], from: LocalDate, to: LocalDate): Spell[] {
  const { slug } = school.tenant
  return school.groups.flatMap((group, number) => {
    if (!group.watched) return []
    const roster = children.filter(child => child.number >= 3 && child.groups.includes(number))
    const order = sample(roster, roster.length, slug, 'turns', number)
    const inTurn = (turn: number) => order[turn % order.length]
    const spells: Spell[] = []
    for (let monday = addDays(startOfWeek(from), -7); monday <= to; monday = addDays(monday, 7)) {
      const week = Math.floor(dayNumber(monday) / 7)
      const child = inTurn(week)
      if (child && (week + number) % 2 === 0) spells.push(spell(child, [slug, 'silent', number, monday], 'unexplained', monday, 14, null))
    }
    if (group.lead === 0)
      for (let day = from; day <= to; day = addDays(day, 1)) {
        const child = inTurn(dayNumber(day))
        if (child) spells.push(spell(child, [slug, 'appointment', number, day], 'appointment', day, 1, addDays(day, -whole(1, 4, slug, number, day))))
      }
    return spells
  })
}

function spell(child: Child, key: readonly (string | number)[], kind: Spell['kind'], from: LocalDate, days: number, announcedOn: LocalDate | null): Spell {
  return { id: demoId(from, ...key), child, kind, from, to: addDays(from, days - 1), announcedOn }
}
