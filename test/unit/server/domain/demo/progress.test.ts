import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/utils/local-date'
import { bandOf, levelOf } from '#shared/utils/skills'
import { demoDay } from '../../../../../server/domain/demo/demo-day'
import { assessmentsBetween, demoSkills, targetsOf, valueAt } from '../../../../../server/domain/demo/progress'
import { arsenal } from '../../../../../server/domain/demo/schools/arsenal'
import { riverside } from '../../../../../server/domain/demo/schools/riverside'

const TODAY = '2026-11-26'

describe.each([arsenal, riverside].map(school => [school.tenant.slug, school] as const))('the demo school %s', (_, school) => {
  const day = demoDay(school, TODAY, addDays(TODAY, -2))

  it('assesses the same on a day whenever it is filled', () => {
    const from = addDays(TODAY, -40)
    const atOnce = assessmentsBetween(day, from, TODAY)
    const later = demoDay(school, TODAY, addDays(TODAY, -9))
    const inTwo = [...assessmentsBetween(day, from, addDays(TODAY, -20)), ...assessmentsBetween(later, addDays(TODAY, -19), TODAY)]
    expect(inTwo).toEqual(atOnce)
    expect(new Set(atOnce.map(({ id }) => id)).size).toBe(atOnce.length)
    expect(atOnce.length).toBeGreaterThan(500)
  })

  it('has values that the skills can have, in every band, and children who get better', () => {
    const all = assessmentsBetween(day, addDays(TODAY, -180), TODAY)
    for (const { skill, value } of all) expect(value).toBeLessThanOrEqual(skill.unit === null ? 100 : Infinity)
    expect(new Set(all.map(({ skill, value }) => bandOf(skill, value))).size).toBe(4)
    const mean = (list: typeof all) => list.reduce((sum, { skill, value }) => sum + levelOf(skill, value), 0) / list.length
    expect(mean(all.filter(({ date }) => date > addDays(TODAY, -60)))).toBeGreaterThan(mean(all.filter(({ date }) => date < addDays(TODAY, -120))))
  })

  it('assesses the children of whoever signs in, and has targets ahead for them', () => {
    const all = assessmentsBetween(day, addDays(TODAY, -180), TODAY)
    for (const number of [0, 1, 2]) {
      const assessed = all.filter(({ child }) => child.number === number).map(({ skill }) => skill.id)
      expect(new Set(assessed).size).toBe(demoSkills(school).length)
    }
    const targets = targetsOf(day)
    expect(targets.filter(({ child }) => child.number < 3)).toHaveLength(3)
    for (const { dueOn } of targets) expect(dueOn > TODAY).toBe(true)
  })

  it('writes down a measured value that lies where the level says', () => {
    for (const skill of demoSkills(school)) for (const level of [5, 30, 55, 90]) expect(Math.abs(levelOf(skill, valueAt(skill, level)) - level)).toBeLessThan(4)
  })
})
