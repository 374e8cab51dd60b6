import { Temporal } from 'temporal-polyfill'
import { dayNumber, type LocalDate } from './local-date'

/** A wall clock time, `HH:MM` or `HH:MM:SS`. */
export type LocalTime = string

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

/** A stretch of time in which a zone keeps one offset; milliseconds, `until` excluded. */
interface OffsetSpan { from: number, until: number, offset: number }

/**
 * The instant of a local date and time in a zone, as ISO 8601 with its offset: `2026-11-21T09:00:00+03:00`.
 * A time that the clocks skip moves on by as much as they skip; one that comes twice is the first
 * (RFC 5545 §3.3.5, Temporal's "compatible").
 * @throws RangeError for an unknown zone, a day or a time that does not exist in any
 */
export function zonedIso(date: LocalDate, time: LocalTime, timeZone: string): string {
  return isoAt(zonedEpoch(date, time, timeZone), timeZone)
}

/** Likewise, as a `Date`. */
export function zonedInstant(date: LocalDate, time: LocalTime, timeZone: string): Date {
  return new Date(zonedEpoch(date, time, timeZone))
}

/**
 * Both ends of a lesson as ISO 8601. Where the clocks skip its beginning, that moves on past its end:
 * the end then keeps the length that the wall clock promised.
 */
export function zonedSpan(date: LocalDate, startTime: LocalTime, endTime: LocalTime, timeZone: string): { startsAt: string, endsAt: string } {
  const start = zonedEpoch(date, startTime, timeZone)
  const end = zonedEpoch(date, endTime, timeZone)
  const length = wallClock(date, endTime) - wallClock(date, startTime)
  return { startsAt: isoAt(start, timeZone), endsAt: isoAt(end > start ? end : start + length, timeZone) }
}

/** Whether the runtime knows it as an IANA zone; offsets such as `+03:00` are not zones. */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone)) return false
  try {
    return Boolean(Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone))
  }
  catch {
    return false
  }
}

function zonedEpoch(date: LocalDate, time: LocalTime, timeZone: string): number {
  const wall = wallClock(date, time)
  // No zone is a day away from UTC: when its offset stands still for a day on either side, it is that one.
  const span = spanAt(wall - DAY, timeZone)
  if (wall + DAY < span.until) return wall - span.offset
  return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
}

/** Milliseconds from 1970-01-01 00:00 on the same wall. */
function wallClock(date: LocalDate, time: LocalTime): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(time)
  if (!match) throw new RangeError(`Not a local time: ${time}`)
  return dayNumber(date) * DAY + (Number(match[1]) * 60 + Number(match[2])) * MINUTE + Number(match[3] ?? 0) * SECOND
}

function isoAt(epoch: number, timeZone: string): string {
  const { offset } = spanAt(epoch, timeZone)
  const minutes = Math.abs(offset) / MINUTE
  const wall = new Date(epoch + offset).toISOString().slice(0, 19)
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const spans = new Map<string, OffsetSpan[]>()

function spanAt(epoch: number, timeZone: string): OffsetSpan {
  const known = spans.get(timeZone) ?? []
  for (const span of known) if (epoch >= span.from && epoch < span.until) return span
  const span = findSpan(epoch, timeZone)
  // The newest first: the next lesson asked about is most likely in the same summer or winter.
  spans.set(timeZone, [span, ...known])
  return span
}

function findSpan(epoch: number, timeZone: string): OffsetSpan {
  const at = Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(timeZone)
  const next = at.getTimeZoneTransition('next')
  // "previous" is strictly before, and a transition at this very instant begins the span.
  const previous = at.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  return {
    from: previous?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: next?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: at.offsetNanoseconds / 1_000_000,
  }
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}
