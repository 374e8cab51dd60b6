import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Temporal } from 'temporal-polyfill'
import { dayNumber, fromDayNumber, localDateAt, localTimeAt } from '#shared/utils/local-date'
import { isTimeZone, zonedInstant, zonedIso, zonedSpan } from '#shared/utils/zoned-time'

const zones = ['Europe/Moscow', 'Europe/Kyiv', 'America/Sao_Paulo', 'Pacific/Apia', 'America/New_York', 'Australia/Lord_Howe', 'UTC'] as const
const days = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2040-12-31') }).map(fromDayNumber)
const times = fc.integer({ min: 0, max: 24 * 60 - 1 }).map(m => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`)

/** Days on which the clocks of a zone change between 1990 and 2040, and the day before and after. */
const turningDays = zones.flatMap((zone) => {
  const found: { zone: string, date: string }[] = []
  let at: Temporal.ZonedDateTime | null = Temporal.ZonedDateTime.from(`1990-01-01T00:00[${zone}]`)
  while ((at = at.getTimeZoneTransition('next')) && at.year < 2040)
    for (const days of [-1, 0, 1]) found.push({ zone, date: at.toPlainDate().add({ days }).toString() })
  return found
})

describe('a local time', () => {
  it.each([
    ['2026-11-21', '09:00', 'Europe/Moscow', '2026-11-21T09:00:00+03:00'],
    // Moscow had UTC+4 from 2011 to 2014.
    ['2013-06-01', '09:00', 'Europe/Moscow', '2013-06-01T09:00:00+04:00'],
    ['2026-07-01', '08:30:15', 'Europe/Kyiv', '2026-07-01T08:30:15+03:00'],
    ['2026-11-21', '08:30', 'Europe/Kyiv', '2026-11-21T08:30:00+02:00'],
    ['2026-11-21', '08:30', 'Pacific/Apia', '2026-11-21T08:30:00+13:00'],
    ['2026-11-21', '08:30', 'UTC', '2026-11-21T08:30:00+00:00'],
    ['2026-11-21', '08:30', 'Asia/Kathmandu', '2026-11-21T08:30:00+05:45'],
    ['2026-11-21', '08:30', 'America/St_Johns', '2026-11-21T08:30:00-03:30'],
  ])('%s %s in %s is %s', (date, time, zone, iso) => expect(zonedIso(date, time, zone)).toBe(iso))

  it.each([
    // The clocks skip it: on by as much as they skip.
    ['2026-03-29', '03:30', 'Europe/Kyiv', '2026-03-29T04:30:00+03:00'],
    ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T03:30:00-04:00'],
    // In São Paulo midnight itself was skipped.
    ['2018-11-04', '00:00', 'America/Sao_Paulo', '2018-11-04T01:00:00-02:00'],
    // In Apia a whole day.
    ['2011-12-30', '10:00', 'Pacific/Apia', '2011-12-31T10:00:00+14:00'],
    // It comes twice: the first.
    ['2026-10-25', '03:30', 'Europe/Kyiv', '2026-10-25T03:30:00+03:00'],
    ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T01:30:00-04:00'],
    ['2018-02-17', '23:30', 'America/Sao_Paulo', '2018-02-17T23:30:00-02:00'],
  ])('where the clocks change, %s %s in %s is %s', (date, time, zone, iso) => expect(zonedIso(date, time, zone)).toBe(iso))

  it('is the instant that Temporal says, on any day', () => {
    fc.assert(fc.property(fc.constantFrom(...zones), days, times, agreesWithTemporal), { numRuns: 500 })
  })

  it('is the instant that Temporal says, around every change of the clocks', () => {
    fc.assert(fc.property(fc.constantFrom(...turningDays), times, ({ zone, date }, time) => agreesWithTemporal(zone, date, time)), { numRuns: 1000 })
  })

  it('comes back from its instant, unless the clocks skipped it', () => {
    fc.assert(fc.property(fc.constantFrom(...turningDays), times, ({ zone, date }, time) => {
      const instant = zonedInstant(date, time, zone)
      const skipped = !Temporal.PlainDateTime.from(`${date}T${time}`).equals(Temporal.PlainDateTime.from(`${localDateAt(instant, zone)}T${localTimeAt(instant, zone)}`))
      const possible = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone).toPlainDateTime().toString().slice(0, 16) === `${date}T${time}`
      expect(skipped).toBe(!possible)
    }))
  })

  it('is refused when there is no such thing', () => {
    for (const time of ['24:00', '9:00', '09:60', '', '09:00:60', '09:00Z']) expect(() => zonedIso('2026-11-21', time, 'UTC')).toThrow(RangeError)
    expect(() => zonedIso('2026-02-30', '09:00', 'UTC')).toThrow(RangeError)
    expect(() => zonedIso('2026-11-21', '09:00', 'Europe/Atlantis')).toThrow(RangeError)
  })
})

describe('a lesson', () => {
  it('ends after it begins, whatever the clocks do', () => {
    expect(zonedSpan('2026-03-08', '02:15', '03:00', 'America/New_York'))
      .toEqual({ startsAt: '2026-03-08T03:15:00-04:00', endsAt: '2026-03-08T04:00:00-04:00' })
    fc.assert(fc.property(fc.constantFrom(...turningDays), times, times, ({ zone, date }, a, b) => {
      fc.pre(a !== b)
      const [start, end] = a < b ? [a, b] : [b, a]
      const span = zonedSpan(date, start, end, zone)
      expect(Date.parse(span.endsAt)).toBeGreaterThan(Date.parse(span.startsAt))
      expect(Date.parse(span.startsAt)).toBe(zonedInstant(date, start, zone).getTime())
    }))
  })
})

it('knows the zones of the IANA database and nothing else', () => {
  for (const zone of zones) expect(isTimeZone(zone)).toBe(true)
  for (const zone of ['', '+03:00', 'Europe/Atlantis', 'Europe/Kyiv ', '__proto__']) expect(isTimeZone(zone)).toBe(false)
})

function agreesWithTemporal(zone: string, date: string, time: string) {
  const expected = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone)
  expect(zonedInstant(date, time, zone).getTime()).toBe(expected.epochMilliseconds)
  expect(zonedIso(date, time, zone)).toBe(expected.toString({ timeZoneName: 'never', smallestUnit: 'second' }))
}
