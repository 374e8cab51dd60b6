import { Temporal } from 'temporal-polyfill'
import { tzlib_get_ical_block as blockOf, tzlib_get_offset as offsetOf } from 'timezones-ical-library'

const HOUR = 3_600_000

const offsetHere = (local: Temporal.PlainDateTime, timeZone: string) => local.toZonedDateTime(timeZone).offset.replace(':', '')

/** Whether the library's zone tells the same time as ours in each month, and right before and after each change of the clocks. */
function agrees(timeZone: string, from: Date, to: Date): boolean {
  const moments = [from.getTime(), to.getTime()]
  let next = Temporal.Instant.fromEpochMilliseconds(from.getTime()).toZonedDateTimeISO(timeZone).getTimeZoneTransition('next')
  while (next && next.epochMilliseconds < to.getTime()) {
    moments.push(next.epochMilliseconds - 3 * HOUR, next.epochMilliseconds + 3 * HOUR)
    next = next.getTimeZoneTransition('next')
  }
  for (let month = from.getTime(); month < to.getTime(); month += 30 * 24 * HOUR) moments.push(month)
  return moments.every((moment) => {
    const local = Temporal.Instant.fromEpochMilliseconds(moment).toZonedDateTimeISO(timeZone).toPlainDateTime().round('minute')
    const [date = '', time = ''] = local.toString({ smallestUnit: 'minute' }).split('T')
    return offsetOf(timeZone, date, time) === offsetHere(local, timeZone)
  })
}

/**
 * The VTIMEZONE of a zone (RFC 5545 §3.6.5), or null where the library does not know it by this name or, having rules of
 * another year than this runtime, would put an instant between the two days elsewhere: then times are written in UTC.
 */
export function timeZoneBlock(timeZone: string, from: Date, to: Date): string | null {
  const [block] = blockOf(timeZone)
  return typeof block === 'string' && block.includes(`\r\nTZID:${timeZone}\r\n`) && agrees(timeZone, from, to) ? block : null
}
