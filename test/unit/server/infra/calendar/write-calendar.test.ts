import fc from 'fast-check'
import ICAL from 'ical.js'
import ical from 'node-ical'
import { describe, expect, it } from 'vitest'
import { addDays } from '../../../../../shared/utils/local-date'
import { zonedInstant, zonedSpan } from '../../../../../shared/utils/zoned-time'
import { timeZoneBlock } from '../../../../../server/infra/calendar/time-zone-block'
import { writeCalendar, type CalendarEvent } from '../../../../../server/infra/calendar/write-calendar'

const event = (uid: string, date: string, startTime: string, endTime: string, timeZone: string): CalendarEvent => ({
  uid, sequence: 0, ...zonedSpan(date, startTime, endTime, timeZone), changedAt: new Date('2026-11-26T00:00:00Z'),
  summary: 'U11 Lions', description: null, location: null, cancelled: false,
})

/** What two readers take for the ends of each event, by UID; the one goes by the calendar's own VTIMEZONE alone, the other by its own zones. */
function readings(text: string): Record<string, number[]>[] {
  const component = new ICAL.Component(ICAL.parse(text))
  const instant = (part: ICAL.Component, name: string) => (part.getFirstPropertyValue(name) as ICAL.Time).toUnixTime() * 1_000
  const strict = Object.fromEntries(component.getAllSubcomponents('vevent')
    .map(part => [String(part.getFirstPropertyValue('uid')), [instant(part, 'dtstart'), instant(part, 'dtend')]]))
  const own = Object.fromEntries(Object.values(ical.sync.parseICS(text)).flatMap(part =>
    part?.type === 'VEVENT' ? [[part.uid, [part.start.getTime(), part.end?.getTime() ?? 0]]] : []))
  return [strict, own]
}

const ZONES = ['Europe/Kyiv', 'Europe/Moscow', 'Europe/London', 'America/New_York', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Auckland', 'UTC', 'Africa/Casablanca']
/** Sundays on which the clocks change in one zone or other. */
const CHANGES = ['2026-10-25', '2027-03-28', '2027-03-14', '2026-11-01', '2026-04-05', '2026-10-04', '2026-09-27', '2026-09-06']

describe('a calendar', () => {
  it.each(ZONES)('has the right instants around every change of the clocks in %s', (timeZone) => {
    const [days, hours, minutes] = [fc.integer({ min: -2, max: 2 }), fc.integer({ min: 4, max: 22 }), fc.integer({ min: 0, max: 59 })]
    fc.assert(fc.property(fc.constantFrom(...CHANGES), days, hours, minutes, (change, days, hour, minute) => {
      const date = addDays(change, days)
      const start = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
      const [before, after] = [event('a', date, start, '23:30', timeZone), event('b', addDays(change, 21), '16:30', '18:00', timeZone)]
      const wanted = {
        a: [zonedInstant(date, start, timeZone).getTime(), zonedInstant(date, '23:30', timeZone).getTime()],
        b: [zonedInstant(addDays(change, 21), '16:30', timeZone).getTime(), zonedInstant(addDays(change, 21), '18:00', timeZone).getTime()],
      }
      for (const read of readings(writeCalendar({ name: 'Arsenal', timeZone, events: [before, after] }))) expect(read).toEqual(wanted)
    }), { numRuns: 40 })
  })

  it('has the hours that the clocks skip and repeat where the API has them', () => {
    for (const [date, start, end] of [['2027-03-28', '03:15', '03:45'], ['2026-10-25', '03:15', '03:45'], ['2026-10-25', '02:30', '04:30']] as const) {
      const { startsAt, endsAt } = zonedSpan(date, start, end, 'Europe/Kyiv')
      for (const read of readings(writeCalendar({ name: 'x', timeZone: 'Europe/Kyiv', events: [event('a', date, start, end, 'Europe/Kyiv')] })))
        expect(read.a, `${date} ${start}`).toEqual([Date.parse(startsAt), Date.parse(endsAt)])
    }
  })

  it('writes its times in UTC where the zone is unknown by this name, or has other rules than here', () => {
    const [from, to] = [new Date('2026-11-01T00:00:00Z'), new Date('2027-04-01T00:00:00Z')]
    expect(timeZoneBlock('UTC', from, to)).toBeNull()
    expect(timeZoneBlock('Europe/Kyiv', from, to)).toContain('TZID:Europe/Kyiv')
    const text = writeCalendar({ name: 'x', timeZone: 'UTC', events: [event('a', '2026-11-27', '09:00', '10:00', 'UTC')] })
    expect(text).toContain('DTSTART:20261127T090000Z')
    expect(text).not.toContain('VTIMEZONE')
  })

  it('without an event is a calendar all the same, whatever the school is called', () => {
    const text = writeCalendar({ name: 'One, two; three\nfour\\', timeZone: 'Europe/Kyiv', events: [] })
    const component = new ICAL.Component(ICAL.parse(text))
    expect(text).toContain('\r\nX-WR-CALNAME:One\\, two\\; three four\\\\\r\n')
    expect(component.getAllSubcomponents()).toEqual([])
  })
})
