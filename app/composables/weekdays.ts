import { addDays } from '#shared/utils/local-date'
import { formatDate } from '#shared/utils/format'

/** Some Monday: the names of weekdays are those of its week. */
const MONDAY = '2024-01-01'

/** Names of days of the week, 1 for Monday, in the reader's language: `Mon, Wed`. */
export function useWeekdays() {
  const locale = useLocale()
  return (days: readonly number[], style: 'weekdayShort' | 'weekday' = 'weekdayShort') =>
    days.map(day => formatDate(addDays(MONDAY, day - 1), locale, style)).join(', ')
}
