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

/**
 * A calendar as iCalendar (RFC 5545): local times with their VTIMEZONE, else UTC. The same calendar is the same text, so
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
  const at = (instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(block ? timeZone : 'UTC')
  for (const { uid, sequence, startsAt, endsAt, changedAt, summary, description, location, cancelled } of events) {
    calendar.createEvent({
      id: uid, sequence, start: at(startsAt), end: at(endsAt), timezone: block ? timeZone : null, stamp: changedAt, lastModified: changedAt,
      summary: clean(summary), description: description ? clean(description) : null, location: location ? clean(location) : null,
      status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    })
  }
  return `${calendar.toString().trimEnd()}\r\n`
}
