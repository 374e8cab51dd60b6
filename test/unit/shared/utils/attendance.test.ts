import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { absencesInARow, attendanceRate, attendanceSummary, attendanceTrend, markStatuses, usualRate, type DatedMark } from '#shared/utils/attendance'
import { addDays } from '#shared/utils/local-date'

const today = '2026-11-21'
const anyMarks = fc.array(fc.record({
  date: fc.integer({ min: 0, max: 70 }).map(ago => addDays(today, -ago)),
  status: fc.constantFrom(...markStatuses),
}), { maxLength: 60 })

describe('the rate', () => {
  it('is present and late over all four, as a fraction', () => {
    expect(attendanceRate({ present: 6, late: 1, absent: 2, excused: 1 })).toBe(0.7)
    expect(attendanceRate({ present: 0, late: 0, absent: 3, excused: 0 })).toBe(0)
  })

  it('is null when there is no mark', () => {
    expect(attendanceSummary([])).toEqual({ present: 0, late: 0, absent: 0, excused: 0, total: 0, rate: null })
  })

  it('lies between 0 and 1, and its counts add up', () => {
    fc.assert(fc.property(anyMarks, (marks) => {
      const { present, late, absent, excused, total, rate } = attendanceSummary(marks)
      expect(present + late + absent + excused).toBe(marks.length)
      expect(total).toBe(marks.length)
      if (rate === null) expect(marks).toEqual([])
      else expect(rate * total).toBeCloseTo(present + late)
    }))
  })
})

describe('the trend', () => {
  it('sets the last four weeks against the four before, to the day', () => {
    const marks: DatedMark[] = [
      { date: '2026-11-22', status: 'absent' }, // tomorrow
      { date: '2026-11-21', status: 'present' },
      { date: '2026-10-25', status: 'absent' }, // the 28th day
      { date: '2026-10-24', status: 'present' },
      { date: '2026-09-27', status: 'late' }, // the 56th
      { date: '2026-09-26', status: 'absent' },
    ]
    expect(attendanceTrend(marks, today)).toEqual({ recent: 0.5, before: 1, change: -0.5 })
  })

  it('says nothing of a change from nothing', () => {
    expect(attendanceTrend([{ date: today, status: 'present' }], today)).toEqual({ recent: 1, before: null, change: null })
    expect(attendanceTrend([], today)).toEqual({ recent: null, before: null, change: null })
  })
})

describe('the usual', () => {
  it('is the mean of the same weekday over four weeks, each day weighing the same', () => {
    const marks: DatedMark[] = [
      { date: today, status: 'absent' },
      { date: '2026-11-14', status: 'present' }, { date: '2026-11-14', status: 'late' }, { date: '2026-11-14', status: 'present' },
      { date: '2026-11-13', status: 'absent' }, // a Friday
      { date: '2026-10-31', status: 'absent' },
      { date: '2026-10-24', status: 'present' }, { date: '2026-10-24', status: 'excused' },
      { date: '2026-10-17', status: 'absent' }, // five weeks ago
    ]
    expect(usualRate(marks, today)).toBe((1 + 0 + 0.5) / 3)
  })

  it('says nothing without a day to set against', () => {
    expect(usualRate([{ date: today, status: 'present' }], today)).toBeNull()
  })
})

describe('absences in a row', () => {
  const days = (...statuses: (string | null)[]) => statuses.flatMap((word, i): DatedMark[] =>
    (word ?? '').split('+').filter(Boolean).map(status => ({ date: addDays(today, i - statuses.length + 1), status: markStatuses.find(s => s === status)! })))

  it('count lesson days, not lessons', () => {
    expect(absencesInARow(days('present', 'absent+absent', 'absent'))).toEqual({ days: 2, since: '2026-11-20' })
  })

  it('pass over days without a lesson', () => {
    expect(absencesInARow(days('absent', null, null, 'absent'))).toEqual({ days: 2, since: '2026-11-18' })
  })

  it('are broken by one lesson attended, late or not, on the same day even', () => {
    expect(absencesInARow(days('absent', 'absent', 'absent+late'))).toEqual({ days: 0, since: null })
    expect(absencesInARow(days('absent', 'present', 'absent'))).toEqual({ days: 1, since: '2026-11-21' })
  })

  it('neither count an excused day nor are broken by it', () => {
    expect(absencesInARow(days('absent', 'excused', 'absent', 'excused+excused'))).toEqual({ days: 2, since: '2026-11-18' })
    expect(absencesInARow(days('excused', 'excused', 'excused'))).toEqual({ days: 0, since: null })
  })

  it('count a day on which every lesson was missed, one of them excused', () => {
    expect(absencesInARow(days('present', 'absent+excused'))).toEqual({ days: 1, since: '2026-11-21' })
  })

  it('do not depend on the order of the marks, and an attended day ends them', () => {
    fc.assert(fc.property(anyMarks, fc.infiniteStream(fc.nat()), (marks, keys) => {
      const shuffled = marks.map(mark => ({ mark, key: keys.next().value })).sort((a, b) => a.key - b.key).map(({ mark }) => mark)
      expect(absencesInARow(shuffled)).toEqual(absencesInARow(marks))
      expect(absencesInARow([...marks, { date: addDays(today, 1), status: 'late' }])).toEqual({ days: 0, since: null })
      expect(absencesInARow([...marks, { date: addDays(today, 1), status: 'absent' }]).days).toBe(absencesInARow(marks).days + 1)
    }))
  })
})
