import type { Locale } from '#shared/utils/locales'
import { dayNumber, type LocalDate } from './local-date'

/** Whose habits of writing dates and numbers stand for a language. */
const HABITS: Record<Locale, string> = { en: 'en-GB', uk: 'uk-UA', ru: 'ru-RU' }

const DATES = {
  /** 21 Nov */
  short: { day: 'numeric', month: 'short' },
  /** 21 Nov 2026 */
  medium: { day: 'numeric', month: 'short', year: 'numeric' },
  /** Saturday 21 November 2026 */
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  /** Sat 21 Nov */
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  /** Sat */
  weekdayShort: { weekday: 'short' },
  /** Saturday */
  weekday: { weekday: 'long' },
  /** Nov */
  monthShort: { month: 'short' },
  /** November 2026 */
  month: { month: 'long', year: 'numeric' },
} satisfies Record<string, Intl.DateTimeFormatOptions>
export type DateStyle = keyof typeof DATES

const DAY = 86_400_000
const formatters = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

// Making a formatter costs more than a hundred uses of it.
function cached<F extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => F): F {
  const known = formatters.get(key) as F | undefined
  if (known) return known
  const made = make()
  formatters.set(key, made)
  return made
}

/** A local date in the reader's words; no zone is involved. */
export function formatDate(date: LocalDate, locale: Locale, style: DateStyle = 'medium'): string {
  return cached(`date ${locale} ${style}`, () => new Intl.DateTimeFormat(HABITS[locale], { ...DATES[style], timeZone: 'UTC' }))
    .format(dayNumber(date) * DAY)
}

/** An instant on the tenant's wall clock: 21 Nov 2026, 14:05. */
export function formatInstant(instant: Date | string, timeZone: string, locale: Locale): string {
  return cached(`instant ${locale} ${timeZone}`, () => new Intl.DateTimeFormat(HABITS[locale], { ...DATES.medium, hour: '2-digit', minute: '2-digit', timeZone }))
    .format(new Date(instant))
}

/** `HH:MM:SS` or `HH:MM` as `HH:MM`, which all three languages read alike. */
export const formatTime = (time: string) => time.slice(0, 5)

export function formatNumber(value: number, locale: Locale, digits = 0): string {
  return cached(`number ${locale} ${digits}`, () => new Intl.NumberFormat(HABITS[locale], { maximumFractionDigits: digits })).format(value)
}

/** A fraction as a percentage, an en dash where there is none: 0.934 → 93%. */
export function formatRate(rate: number | null, locale: Locale, digits = 0): string {
  if (rate === null) return '–'
  return cached(`rate ${locale} ${digits}`, () => new Intl.NumberFormat(HABITS[locale], { style: 'percent', maximumFractionDigits: digits })).format(rate)
}
