import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absencesInARow, attendanceSummary } from '#shared/utils/attendance'
import { addDays, datesBetween, dayNumber, fromDayNumber } from '#shared/utils/local-date'
import { demoTerms } from '../../../../../server/domain/demo/calendar'
import { demoDay, type DemoDay } from '../../../../../server/domain/demo/demo-day'
import { markOf } from '../../../../../server/domain/demo/marks'
import { noticesOf } from '../../../../../server/domain/demo/notices'
import { arsenal } from '../../../../../server/domain/demo/schools/arsenal'
import { riverside } from '../../../../../server/domain/demo/schools/riverside'

const anyDay = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2028-12-31') }).map(fromDayNumber)
const few = { numRuns: 8 }

const rosterOf = ({ children }: DemoDay, group: number) => children.filter(child => child.groups.includes(group))
const marksOf = (day: DemoDay) => day.taken.flatMap(lesson => rosterOf(day, lesson.group).map(child =>
  ({ child: child.number, lesson, date: lesson.date, ...markOf(day.school, child, lesson, day.away.get(child.number) ?? []) })))
const byChild = (marks: ReturnType<typeof marksOf>) => {
  const all = new Map<number, typeof marks>()
  for (const mark of marks) all.set(mark.child, all.get(mark.child) ?? []).get(mark.child)?.push(mark)
  return all
}
const digest = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

describe.each([arsenal, riverside].map(school => [school.tenant.slug, school] as const))('the demo school %s', (_, school) => {
  it('is the same whenever it is made for a day, and another on the next', () => {
    const made = (today: string) => {
      const day = demoDay(school, today, addDays(today, -30))
      return digest([day.families, day.lessons, marksOf(day), noticesOf(day)])
    }
    expect(made('2026-11-21')).toBe(made('2026-11-21'))
    expect(made('2026-11-21')).not.toBe(made('2026-11-22'))
  })

  it('tells of a day what it told on any other, and no later day has fewer registers', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: 1, max: 20 }), (today, later) => {
      const filled = addDays(today, -12)
      const now = new Set(marksOf(demoDay(school, addDays(today, later), filled)).map(mark => JSON.stringify(mark)))
      expect(marksOf(demoDay(school, today, filled)).filter(mark => !now.has(JSON.stringify(mark)))).toEqual([])
    }), few)
  })

  it('has a lesson of the parent\'s two children with the teacher every day, and more than one lesson on school days', () => {
    fc.assert(fc.property(anyDay, (today) => {
      const day = demoDay(school, today, today)
      for (const date of datesBetween(today, addDays(today, 14))) {
        const own = day.lessons.filter(lesson => lesson.date === date && !lesson.cancelled && school.groups[lesson.group]?.lead === 0)
        expect(own.filter(lesson => [0, 1, 2].every(child => day.children[child]?.groups.includes(lesson.group))).length, date).toBeGreaterThan(0)
      }
    }), few)
    const november = demoDay(school, '2026-11-21')
    for (const date of datesBetween('2026-11-09', '2026-12-05'))
      expect(november.lessons.filter(lesson => lesson.date === date && school.groups[lesson.group]?.lead === 0).length, date).toBeGreaterThan(1)
  })

  it('leaves the teacher an open register with the parent\'s children today', () => {
    fc.assert(fc.property(anyDay, (today) => {
      const day = demoDay(school, today, today)
      const open = day.lessons.filter(lesson => lesson.date === today && !day.taken.includes(lesson) && school.groups[lesson.group]?.lead === 0)
      expect(open.some(lesson => day.children[0]?.groups.includes(lesson.group))).toBe(true)
    }), { numRuns: 20 })
  })

  it('gives alerts something to say on any day, and keeps most children in school', () => {
    for (const today of ['2026-11-21', '2027-01-04', '2027-03-26', '2027-07-20']) {
      const day = demoDay(school, today, addDays(today, -95))
      const marks = marksOf(day)
      const children = [...byChild(marks).values()]
      const rows = children.filter(marks => absencesInARow(marks).days >= 3)
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.length).toBeLessThan(day.children.length / 10)
      const { rate } = attendanceSummary(marks)
      expect(rate).toBeGreaterThan(0.85)
      expect(rate).toBeLessThan(0.96)
      const lately = children.map(marks => attendanceSummary(marks.filter(mark => mark.date > addDays(today, -90))).rate)
      expect(lately.some(rate => rate !== null && rate < 0.8)).toBe(true)
    }
  })

  it('has worse Mondays, and more illness in February than in June', () => {
    const marks = marksOf(demoDay(school, '2026-11-21'))
    const rateOf = (keep: (date: string) => boolean) => attendanceSummary(marks.filter(mark => keep(mark.date))).rate ?? Number.NaN
    expect(rateOf(date => (dayNumber(date) + 3) % 7 === 0)).toBeLessThan(rateOf(date => (dayNumber(date) + 3) % 7 === 2))
    const illIn = (month: string) => {
      const all = marks.filter(mark => mark.date.startsWith(month))
      return all.filter(mark => mark.reason === 'ill').length / all.length
    }
    expect(illIn('2026-02')).toBeGreaterThan(illIn('2026-06') * 2)
  })

  it('has a notice for today and for the coming days in the teacher\'s groups', () => {
    fc.assert(fc.property(anyDay, (today) => {
      const day = demoDay(school, today, today)
      const own = noticesOf(day).filter(({ spell }) => spell.child.groups.some(group => school.groups[group]?.lead === 0))
      expect(own.some(({ spell }) => spell.from <= today && spell.to >= today)).toBe(true)
      expect(own.some(({ spell }) => spell.from > today)).toBe(true)
      expect(own.every(({ announcedOn, spell }) => announcedOn <= today && announcedOn <= spell.from)).toBe(true)
    }), few)
  })

  it('has guests who are enrolled elsewhere or nowhere, and a notice of one lesson', () => {
    const day = demoDay(school, '2026-11-21', '2026-09-21')
    expect(new Set(day.guests.map(guest => guest.kind))).toEqual(new Set(school.tenant.slug === 'arsenal' ? ['trial', 'called_up'] : ['trial']))
    for (const { child, lesson, kind } of day.guests) {
      expect(child.groups).not.toContain(lesson.group)
      expect(child.groups.length === 0).toBe(kind === 'trial')
    }
    const lessons = new Map(day.lessons.map(lesson => [lesson.id, lesson]))
    const single = noticesOf(day).filter(notice => notice.lessonId)
    expect(single.length).toBeGreaterThan(0)
    for (const { lessonId, spell } of single) {
      expect(lessons.get(lessonId ?? '')?.date).toBe(spell.from)
      expect(spell.child.groups).toContain(lessons.get(lessonId ?? '')?.group)
    }
  })

  it('names each child once, gives each a guardian, and rings nobody', () => {
    const { children, families } = demoDay(school, '2026-11-21', '2026-11-21')
    expect(new Set(children.map(child => `${child.given} ${child.family}`)).size).toBe(children.length)
    expect(new Set([...children, ...families.flatMap(family => family.guardians)].map(person => person.id)).size)
      .toBe(children.length + families.flatMap(family => family.guardians).length)
    expect(families[0]?.children.map(child => child.number)).toEqual([0, 1])
    for (const { guardians } of families) {
      expect(guardians.length).toBeGreaterThan(0)
      for (const { phone, email } of guardians) {
        expect(phone).toMatch(/^\+44 7700 900\d{3}$/)
        expect(email ?? `@${school.tenant.slug}.example`).toContain(`@${school.tenant.slug}.example`)
      }
    }
    const emails = families.flatMap(family => family.guardians).flatMap(({ email }) => email ?? [])
    expect(new Set(emails).size).toBe(emails.length)
  })
})

it('has terms that cover every day, three of them history', () => {
  fc.assert(fc.property(anyDay, (today) => {
    const terms = demoTerms(today)
    expect(terms.filter(term => term.endsOn < today)).toHaveLength(3)
    terms.forEach((term, i) => {
      const next = terms[i + 1]
      if (next) expect(next.startsOn).toBe(addDays(term.endsOn, 1))
    })
    expect(terms.some(term => term.startsOn <= addDays(today, 14) && addDays(today, 14) <= term.endsOn)).toBe(true)
  }), { numRuns: 100 })
})
