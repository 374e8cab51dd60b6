import { expect, it } from 'vitest'
import { drawScores, scoreHeight } from '#shared/utils/score-lines'

const BOX = { width: 100, height: 100, padding: 10 }

it('draws 5 at the top, 1 at the foot, and breaks where nothing is known', () => {
  const { line, dots } = drawScores([1, 5, null, 3, null], BOX)
  expect(line).toBe('M10,90L30,10M70,50')
  expect(dots).toEqual([{ x: 10, y: 90, place: 0, value: 1 }, { x: 30, y: 10, place: 1, value: 5 }, { x: 70, y: 50, place: 3, value: 3 }])
})

it('draws nothing of nothing', () => {
  expect(drawScores([], BOX)).toEqual({ line: '', dots: [] })
  expect(scoreHeight(BOX)(3)).toBe(50)
})
