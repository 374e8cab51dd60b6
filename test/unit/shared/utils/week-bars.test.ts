import fc from 'fast-check'
import { expect, it } from 'vitest'
import { markStatuses } from '#shared/utils/attendance'
import { addDays, weekday } from '#shared/utils/local-date'
import { weekBars } from '#shared/utils/week-bars'

const FROM = '2026-08-31'
const marks = fc.array(fc.record({ date: fc.nat(89).map(days => addDays(FROM, days)), status: fc.constantFrom(...markStatuses) }), { maxLength: 60 })

it('puts each mark into the bar of its week, and the tallest bar is as high as can be', () => {
  fc.assert(fc.property(marks, (given) => {
    const bars = weekBars(given, FROM, addDays(FROM, 89))
    expect(bars.every(bar => weekday(bar.from) === 1)).toBe(true)
    expect(bars.reduce((sum, bar) => sum + bar.total, 0)).toBe(given.length)
    for (const status of markStatuses) expect(bars.reduce((sum, bar) => sum + bar.counts[status], 0)).toBe(given.filter(mark => mark.status === status).length)
    const tops = bars.map(bar => bar.parts.reduce((sum, part) => sum + part.height, 0))
    if (given.length > 0) expect(Math.max(...tops)).toBeCloseTo(1)
  }))
})

it('has a bar for weeks without a lesson too, from the week of the first day to that of the last', () => {
  const bars = weekBars([{ date: '2026-09-16', status: 'late' }], '2026-09-03', '2026-09-22')
  expect(bars.map(bar => [bar.from, bar.total])).toEqual([['2026-08-31', 0], ['2026-09-07', 0], ['2026-09-14', 1], ['2026-09-21', 0]])
  expect(bars[2]?.parts).toEqual([{ status: 'late', from: 0, height: 1 }])
})
