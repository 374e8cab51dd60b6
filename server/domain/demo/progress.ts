import { addDays, datesBetween, dayNumber, fromDayNumber, type LocalDate } from '#shared/utils/local-date'
import type { Scale } from '#shared/utils/skills'
import { presetSkills } from '../progress/presets/preset-skills'
import type { DemoDay } from './demo-day'
import type { DemoSchool } from './demo-school'
import { type Child, PEOPLE_DAY } from './families'
import { demoId, fraction } from './random'

/** How far back assessments go. */
export const REMEMBERED_DAYS = 180
/** In so many days each skill of a group comes up once; where the teacher who signs in stands, twice as often. */
const ROUND_DAYS = 56
/** A target is for one round. */
export const TARGET_DAYS = 56

export interface DemoSkill extends Scale { id: string, number: number, name: string, category: string, presetKey: string }
export interface DemoAssessment { id: string, child: Child, skill: DemoSkill, group: number, date: LocalDate, value: number }

/** The skills of a demo school: its preset, in its language. */
export function demoSkills({ tenant }: DemoSchool): DemoSkill[] {
  const rows = presetSkills(tenant.vocabulary === 'academy' ? 'football_academy' : 'primary_school', tenant.locale)
  return rows.map((row, number) => ({ ...row, number, id: demoId(PEOPLE_DAY, tenant.slug, 'skill', row.presetKey) }))
}

/** What teachers have assessed in the days from `from` to `to`; a day is the same whenever it is filled. */
export function assessmentsBetween({ school, children }: DemoDay, from: LocalDate, to: LocalDate): DemoAssessment[] {
  const skills = demoSkills(school)
  const { slug } = school.tenant
  return datesBetween(from, to).flatMap(date => school.groups.flatMap((group, number) => {
    if (group.from) return []
    const round = group.lead === 0 ? ROUND_DAYS / 2 : ROUND_DAYS
    const due = skills.filter(skill => (dayNumber(date) + number * 5 + skill.number * 2) % round === 0)
    if (due.length === 0) return []
    return children.filter(child => child.groups[0] === number).flatMap(child => due.map(skill => ({
      id: demoId(date, slug, 'assessment', child.number, skill.number), child, skill, group: number, date, value: valueOn(slug, child, skill, date),
    })))
  }))
}

/** Children differ, have skills that they are better at, and get better, some faster than others; a day may be a bad one. */
function valueOn(slug: string, child: Child, skill: DemoSkill, date: LocalDate): number {
  const talent = 24 * (fraction(slug, 'talent', child.number) - 0.5) + 40 * (fraction(slug, 'talent', child.number, skill.number) - 0.5)
  const years = (dayNumber(date) - dayNumber(PEOPLE_DAY)) / 365
  const growth = Math.min(28, years * (6 + 12 * fraction(slug, 'growth', child.number, skill.number)))
  const form = 7 * (fraction(slug, 'form', child.number, skill.number, date) - 0.5)
  return valueAt(skill, Math.min(98, Math.max(4, 44 + talent + growth + form)))
}

/** A value of a skill at a level, as precisely as it is written down. */
export function valueAt({ bands, unit }: Scale, level: number): number {
  if (unit === null) return Math.round(level)
  const place = level / 100 * bands.length
  const number = Math.min(bands.length - 1, Math.floor(place))
  const [start, next, before] = [bands[number]?.from ?? 0, bands[number + 1]?.from, bands[number - 1]?.from ?? 0]
  const value = start + (place - number) * (next === undefined ? start - before : next - start)
  return unit === 'seconds' ? Math.round(value * 100) / 100 : Math.round(value)
}

/** Targets of the round of today: one for every third child, in another skill each round. */
export function targetsOf({ school, children, today }: DemoDay) {
  const skills = demoSkills(school)
  const round = Math.floor(dayNumber(today) / TARGET_DAYS)
  const began = fromDayNumber(round * TARGET_DAYS)
  return children.filter(({ number }) => number < 3 || number % 3 === 0).flatMap((child) => {
    const skill = skills[(child.number * 5 + round) % skills.length]
    if (!skill) return []
    const level = Math.min(95, 62 + 30 * fraction(school.tenant.slug, 'target', child.number, round))
    return [{ id: demoId(began, school.tenant.slug, 'target', child.number), child, skill, value: valueAt(skill, level), dueOn: addDays(began, TARGET_DAYS), began }]
  })
}
