import { ICalCalendar, ICalEventStatus } from 'ical-generator'
import { Temporal } from 'temporal-polyfill'
import { timeZoneBlock } from './time-zone-block'

export interface CalendarEvent {
  uid: string
  /** Rises with every change that matters to whoever comes. */
  sequence: number
  /** Both ends, ISO 8601 with offset. */
  startsAt: string
  endsAt: string
  changedAt: Date
  summary: string
  description: string | null
  location: string | null
  cancelled: boolean
}

export interface Calendar { name: string, timeZone: string, events: readonly CalendarEvent[] }

/** Words of people on one line or several: without the control characters that iCalendar cannot hold. */
const clean = (words: string) => words.replaceAll(/[^\P{Cc}\n]/gu, ' ')

/** RFC 5545 §3.3.11, for the one property that the library writes as it is given. */
const escaped = (words: string) => clean(words).replaceAll('\n', ' ').replaceAll(/[\\;,]/g, '\\$&')

/** Whether the clocks show this time once. Of an hour that comes twice RFC 5545 §3.3.5 means the first, and readers take the second. */
const onlyOnce = (instant: string, timeZone: string) => {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime()
  const [first, last] = (['earlier', 'later'] as const).map(disambiguation => local.toZonedDateTime(timeZone, { disambiguation }))
  return first?.epochMilliseconds === last?.epochMilliseconds
}

/**
 * A calendar as iCalendar (RFC 5545): local times with their VTIMEZONE, or UTC where those would not be clear. The same calendar is the same text, so
 * that its hash is an ETag.
 */
export function writeCalendar({ name, timeZone, events }: Calendar): string {
  const instants = events.flatMap(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt)])
  const block = instants.length > 0 ? timeZoneBlock(timeZone, new Date(Math.min(...instants)), new Date(Math.max(...instants))) : null
  const calendar = new ICalCalendar({
    name: escaped(name), prodId: { company: 'GoalSchool', product: 'Timetable', language: 'EN' },
    // Of the events alone: with a zone of its own the calendar would write DTSTAMP without UTC.
    timezone: { name: null, generator: () => block },
  })
  for (const { uid, sequence, startsAt, endsAt, changedAt, summary, description, location, cancelled } of events) {
    const zone = block && onlyOnce(startsAt, timeZone) && onlyOnce(endsAt, timeZone) ? timeZone : null
    const at = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(zone ?? 'UTC')
    calendar.createEvent({
      id: uid, sequence, start: at(startsAt), end: at(endsAt), timezone: zone, stamp: changedAt, lastModified: changedAt,
      summary: clean(summary), description: description ? clean(description) : null, location: location ? clean(location) : null,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return `${calendar.toString().trimEnd()}\r\n`
}
