import { describe, expect, it } from 'vitest'
import type { Scale } from '#shared/utils/skills'
import { drawHistory } from '../../../../app/utils/skill-history'

const BOX = { width: 320, height: 120, padding: 10 }
const bands = (...from: number[]) => from.map(at => ({ name: `from ${at}`, from: at }))
const level: Scale = { bands: bands(0, 50), better: 'higher', unit: null }
const sprint: Scale = { bands: bands(6, 5), better: 'lower', unit: 'seconds' }
const entry = (day: number, value: number) => ({ value, at: `2026-11-0${day}T10:00:00+00:00` })

describe('the history of a skill', () => {
  it('goes from the earliest on the left to the latest on the right, by time', () => {
    const { dots, line } = drawHistory(level, [entry(5, 100), entry(2, 50), entry(1, 0)], null, BOX)
    expect(dots.map(({ x, y }) => [x, y])).toEqual([[10, 110], [85, 60], [310, 10]])
    expect(line).toBe('M10,110L85,60L310,10')
  })

  it('has its bands from the bottom to the top without a gap, and its target among them', () => {
    const { bands, target } = drawHistory(level, [entry(1, 40)], 75, BOX)
    expect(bands).toEqual([{ name: 'from 0', y: 60, height: 50 }, { name: 'from 50', y: 10, height: 50 }])
    expect(target).toBe(35)
  })

  it('has less time further up, and a single value in the middle', () => {
    const { dots } = drawHistory(sprint, [entry(5, 5.2), entry(1, 6)], null, BOX)
    expect(dots[0]!.y).toBeGreaterThan(dots[1]!.y)
    expect(drawHistory(sprint, [entry(5, 5.2)], null, BOX).dots[0]?.x).toBe(160)
    expect(drawHistory(sprint, [], null, BOX)).toMatchObject({ line: '', dots: [] })
  })
})
