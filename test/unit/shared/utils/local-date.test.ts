import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays, datesBetween, dayNumber, daysBetween, fromDayNumber, isLocalDate, isoWeek, isToday,
  localDateAt, localTimeAt, localToday, startOfWeek, weekday,
} from '#shared/utils/local-date'

const anyDate = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2200-12-31') }).map(fromDayNumber)

describe('a local date', () => {
  it('exists in the calendar or is refused', () => {
    for (const good of ['2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01']) expect(isLocalDate(good)).toBe(true)
    for (const bad of ['2023-02-29', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00', '0000-01-01', '2026-1-01', ' 2026-01-01', '2026-01-01T00:00', ''])
      expect(isLocalDate(bad)).toBe(false)
    expect(() => addDays('2023-02-29', 1)).toThrow(RangeError)
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError)
  })

  it('is counted as the calendar of the runtime counts it', () => {
    fc.assert(fc.property(fc.integer({ min: -100_000, max: 100_000 }), (n) => {
      const date = new Date(n * 86_400_000)
      expect(fromDayNumber(n)).toBe(date.toISOString().slice(0, 10))
      expect(dayNumber(fromDayNumber(n))).toBe(n)
      expect(weekday(fromDayNumber(n))).toBe(date.getUTCDay() || 7)
    }))
  })

  it('adds and takes away days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    fc.assert(fc.property(anyDate, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
      const other = addDays(date, days)
      expect(daysBetween(date, other)).toBe(days)
      expect(addDays(other, -days)).toBe(date)
      expect(Math.sign(other < date ? -1 : other > date ? 1 : 0)).toBe(Math.sign(days))
    }))
  })

  it('lists every day of a range once, both ends included', () => {
    expect(datesBetween('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'])
    expect(datesBetween('2026-03-02', '2026-03-02')).toEqual(['2026-03-02'])
    expect(datesBetween('2026-03-02', '2026-03-01')).toEqual([])
  })

  it('has a week that begins on Monday', () => {
    expect(startOfWeek('2026-11-21')).toBe('2026-11-16')
    fc.assert(fc.property(anyDate, (date) => {
      expect(weekday(startOfWeek(date))).toBe(1)
      expect(daysBetween(startOfWeek(date), date)).toBe(weekday(date) - 1)
    }))
  })

  // ISO 8601 weeks at the turn of the year, as listed in ISO 8601-1:2019 and Wikipedia's examples.
  it.each([
    ['2005-01-01', '2004-W53'], ['2005-01-02', '2004-W53'], ['2007-12-31', '2008-W01'], ['2008-12-28', '2008-W52'],
    ['2008-12-29', '2009-W01'], ['2009-12-31', '2009-W53'], ['2010-01-03', '2009-W53'], ['2010-01-04', '2010-W01'], ['2026-11-21', '2026-W47'],
  ])('%s is in week %s', (date, week) => expect(isoWeek(date)).toBe(week))
})

describe('the day somewhere', () => {
  const zones = ['Europe/Moscow', 'Europe/Kyiv', 'America/Sao_Paulo', 'Pacific/Apia', 'America/New_York', 'UTC', 'Asia/Kathmandu'] as const

  it('is what the clocks there show', () => {
    const instant = new Date('2026-11-21T21:30:00Z')
    expect(localDateAt(instant, 'Europe/Moscow')).toBe('2026-11-22')
    expect(localTimeAt(instant, 'Europe/Moscow')).toBe('00:30')
    expect(localDateAt(instant, 'Europe/Kyiv')).toBe('2026-11-21')
    expect(localTimeAt(instant, 'Europe/Kyiv')).toBe('23:30')
    expect(localDateAt(instant, 'Pacific/Apia')).toBe('2026-11-22')
    expect(localTimeAt(instant, 'Asia/Kathmandu')).toBe('03:15')
  })

  it('skips 30 December 2011 in Apia', () => {
    expect(localDateAt(new Date('2011-12-30T09:59:59Z'), 'Pacific/Apia')).toBe('2011-12-29')
    expect(localDateAt(new Date('2011-12-30T10:00:00Z'), 'Pacific/Apia')).toBe('2011-12-31')
  })

  it('answers each of many zones and instants as Intl does, in any order', () => {
    const formats = new Map(zones.map(zone => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })]))
    const question = fc.tuple(fc.constantFrom(...zones), fc.date({ min: new Date('1990-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }))
    fc.assert(fc.property(fc.array(question, { minLength: 1, maxLength: 20 }), (questions) => {
      for (const [zone, instant] of questions)
        expect(`${localDateAt(instant, zone)} ${localTimeAt(instant, zone)}`).toBe(formats.get(zone)?.format(instant))
    }))
  })

  it('is asked of the tenant', () => {
    const now = new Date('2026-11-21T21:30:00Z')
    expect(localToday({ timeZone: 'Europe/Moscow' }, now)).toBe('2026-11-22')
    expect(isToday('2026-11-22', { timeZone: 'Europe/Moscow' }, now)).toBe(true)
    expect(isToday('2026-11-22', { timeZone: 'Europe/Kyiv' }, now)).toBe(false)
  })

  it('is refused for a zone that nobody knows', () => {
    expect(() => localDateAt(new Date(0), 'Europe/Atlantis')).toThrow(RangeError)
    expect(() => localDateAt(new Date(Number.NaN), 'UTC')).toThrow(RangeError)
  })
})
