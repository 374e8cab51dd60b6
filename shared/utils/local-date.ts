/**
 * A calendar day without a zone, `YYYY-MM-DD`: a lesson day, a term's first day.
 * Such strings sort as the days do. Reckoned on whole day numbers, never on midnights,
 * which some zones do not have on some days.
 */
export type LocalDate = string

const shape = /^(\d{4})-(\d{2})-(\d{2})$/

/** Whether it is `YYYY-MM-DD` and such a day exists in the calendar. */
export function isLocalDate(value: string): boolean {
  const match = shape.exec(value)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Days since 1970-01-01. @throws RangeError when it is not a local date */
export function dayNumber(date: LocalDate): number {
  if (!isLocalDate(date)) throw new RangeError(`Not a local date: ${date}`)
  return toDayNumber(Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10)))
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** The same day of an earlier year; of 29 February, where that year has none, the 28th. */
export function yearsBefore(date: LocalDate, years: number): LocalDate {
  const day = `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`
  return isLocalDate(day) ? day : `${day.slice(0, 8)}28`
}

/** How many days `to` is after `from`; negative when it is before. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** Every day from `from` to `to`, both included; none when `to` is before `from`. */
export function datesBetween(from: LocalDate, to: LocalDate): LocalDate[] {
  const first = dayNumber(from)
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, i) => fromDayNumber(first + i))
}

/** 1 (Monday) to 7 (Sunday), as ISO 8601 counts. */
export function weekday(date: LocalDate): number {
  return modulo(dayNumber(date) + 3, 7) + 1
}

/** The Monday of its week. */
export function startOfWeek(date: LocalDate): LocalDate {
  return addDays(date, 1 - weekday(date))
}

/** `2026-W47`: ISO 8601 weeks begin on Monday and belong to the year of their Thursday. */
export function isoWeek(date: LocalDate): string {
  const thursday = addDays(date, 4 - weekday(date))
  const week = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`
}

/** The calendar day that it is at an instant in a zone. @throws RangeError for an unknown zone */
export function localDateAt(instant: Date, timeZone: string): LocalDate {
  return localMinuteAt(instant, timeZone).slice(0, 10)
}

/** The wall clock at an instant in a zone, `HH:MM`. @throws RangeError for an unknown zone */
export function localTimeAt(instant: Date, timeZone: string): string {
  return localMinuteAt(instant, timeZone).slice(11)
}

/** Today where the tenant is. */
export function localToday(tenant: { timeZone: string }, now = new Date()): LocalDate {
  return localDateAt(now, tenant.timeZone)
}

export function isToday(date: LocalDate, tenant: { timeZone: string }, now = new Date()): boolean {
  return date === localToday(tenant, now)
}

const MINUTE = 60_000
const zones = new Map<string, { format: Intl.DateTimeFormat, minute: number, local: string }>()

// Offsets change at whole minutes, so within one minute the answer for a zone is one string.
function localMinuteAt(instant: Date, timeZone: string): string {
  const minute = Math.floor(instant.getTime() / MINUTE)
  let zone = zones.get(timeZone)
  if (!zone) zones.set(timeZone, zone = { format: wallClock(timeZone), minute: Number.NaN, local: '' })
  if (zone.minute !== minute) {
    const part: Record<string, string> = {}
    for (const { type, value } of zone.format.formatToParts(minute * MINUTE)) part[type] = value
    zone.local = `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}`
    zone.minute = minute
  }
  return zone.local
}

function wallClock(timeZone: string) {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone, calendar: 'iso8601', hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
  })
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

// https://howardhinnant.github.io/date_algorithms.html#days_from_civil: years that begin in March, in eras of 400.
function toDayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

/** The day that is so many days after 1970-01-01. @throws RangeError outside the years 1 to 9999 */
export function fromDayNumber(number: number): LocalDate {
  const z = number + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  if (!(year >= 1 && year <= 9999)) throw new RangeError(`No such day: ${number}`)
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}

function modulo(n: number, by: number): number {
  return ((n % by) + by) % by
}
