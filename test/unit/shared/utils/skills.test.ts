import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandOf, levelOf, middleOf, type Scale, wayTo } from '#shared/utils/skills'

const names = ['Beginning', 'Developing', 'Confident', 'Excellent']
const scale = (from: number[], better: Scale['better'] = 'higher', unit: Scale['unit'] = null): Scale => ({ bands: from.map((at, i) => ({ name: names[i] ?? '', from: at })), better, unit })
const level = scale([0, 40, 60, 80])
const sprint = scale([6.4, 5.7, 5.3, 5], 'lower', 'seconds')
const jump = scale([100, 145, 165, 185], 'higher', 'centimetres')

describe('the band of a value', () => {
  it.each([[level, 0, 'Beginning'], [level, 39.9, 'Beginning'], [level, 40, 'Developing'], [level, 100, 'Excellent'],
    [sprint, 9, 'Beginning'], [sprint, 5.7, 'Developing'], [sprint, 5.31, 'Developing'], [sprint, 4.2, 'Excellent'], [jump, 50, 'Beginning'], [jump, 185, 'Excellent']] as const)(
    '%o at %f is %s', (of, value, band) => expect(bandOf(of, value)).toBe(band))
})

describe('the level of a value', () => {
  it('is the value where a skill is judged, and lies within its band\'s share where it is measured', () => {
    expect(levelOf(level, 72)).toBe(72)
    expect([9, 6.4, 5.7, 5.5, 5.3, 5, 4.7, 3].map(value => Math.round(levelOf(sprint, value)))).toEqual([0, 0, 25, 38, 50, 75, 100, 100])
    expect([50, 100, 155, 185, 205].map(value => Math.round(levelOf(jump, value)))).toEqual([0, 0, 38, 75, 100])
  })

  it('never falls when a value gets better, and stays between 0 and 100', () => {
    fc.assert(fc.property(fc.double({ min: 0, max: 400, noNaN: true }), fc.double({ min: 0, max: 400, noNaN: true }), (a, b) => {
      for (const of of [level, sprint, jump]) {
        const [worse, better] = (of.better === 'lower') === (a > b) ? [a, b] : [b, a]
        expect(levelOf(of, worse)).toBeLessThanOrEqual(levelOf(of, better))
        expect(levelOf(of, a)).toBeGreaterThanOrEqual(0)
        expect(levelOf(of, a)).toBeLessThanOrEqual(100)
      }
    }))
  })
})

it('stands for a band by its middle, which lies in it', () => {
  expect([0, 1, 2, 3].map(number => middleOf(level, number))).toEqual([20, 50, 70, 90])
  for (const number of [0, 1, 2, 3]) expect(bandOf(level, middleOf(level, number))).toBe(names[number])
})

it('tells how far a value is on its way', () => {
  expect([wayTo(level, null, 80), wayTo(level, 20, 80), wayTo(level, 80, 80), wayTo(level, 95, 80)]).toEqual([0, 0.25, 1, 1])
  expect([wayTo(sprint, 6.25, 5), wayTo(sprint, 4, 5)]).toEqual([0.8, 1])
})
