import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attendanceSummary, markStatuses } from '#shared/utils/attendance'
import { addDays, daysBetween, startOfWeek } from '#shared/utils/local-date'
import { heatMapBands, heatMapMonths, WEEKS_IN_A_BAND } from '#shared/utils/heat-map'

const to = '2026-11-21'
const anyMarks = fc.array(fc.record({
  date: fc.integer({ min: -10, max: 500 }).map(ago => addDays(to, -ago)),
  status: fc.constantFrom(...markStatuses),
}), { maxLength: 80 })

describe('a heat map', () => {
  it('puts each week into a column and each weekday into a row', () => {
    const [band] = heatMapBands([
      { date: '2026-11-16', status: 'present' }, { date: '2026-11-21', status: 'late' }, { date: '2026-11-15', status: 'excused' },
    ], '2026-11-10', to)
    expect(band).toEqual({
      weeks: 2,
      months: [{ date: '2026-11-01', column: 0 }],
      days: [
        { date: '2026-11-15', column: 0, row: 6, status: 'excused', statuses: ['excused'] },
        { date: '2026-11-16', column: 1, row: 0, status: 'present', statuses: ['present'] },
        { date: '2026-11-21', column: 1, row: 5, status: 'late', statuses: ['late'] },
      ],
    })
  })

  it('shows of a day what home should ask about', () => {
    const day = (...statuses: ('present' | 'late' | 'absent' | 'excused')[]) =>
      heatMapBands(statuses.map(status => ({ date: to, status })), to, to)[0]?.days[0]
    expect(day('present', 'absent', 'late')).toMatchObject({ status: 'absent', statuses: ['present', 'absent', 'late'] })
    expect(day('present', 'late', 'excused')?.status).toBe('late')
    expect(day('present', 'excused')?.status).toBe('excused')
  })

  it('has every day with marks exactly once, in a place of its own, however long the time is', () => {
    fc.assert(fc.property(anyMarks, fc.integer({ min: 0, max: 480 }), (marks, length) => {
      const from = addDays(to, -length)
      const bands = heatMapBands(marks, from, to)
      const inTime = marks.filter(mark => mark.date >= from && mark.date <= to)
      expect(bands.flatMap(band => band.days.map(day => day.date)).sort()).toEqual([...new Set(inTime.map(mark => mark.date))].sort())
      for (const band of bands) {
        expect(band.weeks).toBeGreaterThan(0)
        expect(band.weeks).toBeLessThanOrEqual(WEEKS_IN_A_BAND)
        expect(new Set(band.days.map(day => `${day.column} ${day.row}`)).size).toBe(band.days.length)
        for (const day of band.days) expect(day.column).toBeLessThan(band.weeks)
      }
      expect(bands.reduce((weeks, band) => weeks + band.weeks, 0)).toBe(1 + daysBetween(startOfWeek(from), startOfWeek(to)) / 7)
    }))
  })

  it('names months apart from each other', () => {
    for (const { months } of heatMapBands([], '2025-09-01', to))
      months.slice(1).forEach((month, i) => expect(month.column - (months[i]?.column ?? 0)).toBeGreaterThan(2))
    expect(heatMapBands([], '2026-09-01', to)[0]?.months.map(month => month.date)).toEqual(['2026-09-01', '2026-10-01', '2026-11-01'])
  })
})

it('is also a table of months, which adds up to the same', () => {
  fc.assert(fc.property(anyMarks, (marks) => {
    const from = addDays(to, -300)
    const months = heatMapMonths(marks, from, to)
    const summary = attendanceSummary(marks.filter(mark => mark.date >= from && mark.date <= to))
    for (const status of markStatuses) expect(months.reduce((sum, month) => sum + month[status], 0)).toBe(summary[status])
    expect(months.map(month => month.date)).toEqual(months.map(month => month.date).sort().reverse())
  }))
})
