import { describe, expect, it } from 'vitest'
import { drawTrend } from '#shared/utils/trend-line'

const box = { width: 100, height: 50, padding: 5 }
const points = (...values: (number | null)[]) => values.map((value, i) => ({ label: `w${i}`, value }))

describe('a trend', () => {
  it('runs from edge to edge, up for better', () => {
    const { dots, ticks } = drawTrend(points(0.8, 0.9, 1), box)
    expect(dots.map(({ x, y }) => [x, y])).toEqual([[5, 45], [50, 25], [95, 5]])
    expect(ticks.map(tick => tick.y)).toEqual([45, 25, 5])
  })

  it('is drawn as a line, and as what lies under it', () => {
    expect(drawTrend(points(0.8, 0.9, 1), box)).toMatchObject({ line: 'M5,45L50,25L95,5', area: 'M5,45L50,25L95,5L95,45L5,45Z' })
  })

  it('begins its scale at a round tenth below the least value', () => {
    expect(drawTrend(points(0.62, 1), box).ticks[0]?.value).toBeCloseTo(0.6)
    expect(drawTrend(points(0.97, 0.99), box).ticks[0]?.value).toBe(0.8)
    expect(drawTrend(points(0), box).ticks[0]?.value).toBe(0)
    expect(drawTrend(points(0.7), box).ticks[0]?.value).toBeCloseTo(0.7)
  })

  it('leaves a gap where nothing is known, and draws nothing of nothing', () => {
    expect(drawTrend(points(0.9, null, 1), box).line.match(/M/g)).toHaveLength(2)
    expect(drawTrend(points(0.9, null, 1), box).dots.map(dot => dot.point.label)).toEqual(['w0', 'w2'])
    expect(drawTrend(points(null, null), box)).toMatchObject({ line: '', area: '', dots: [] })
    expect(drawTrend([], box)).toMatchObject({ line: '', dots: [] })
  })
})
