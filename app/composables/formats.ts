import { formatDate, formatInstant, formatNumber, formatRate, formatTime, type DateStyle } from '#shared/utils/format'

export const useLocale = () => useNuxtApp().$locale

/** Dates, times and figures as the reader writes them, times in the tenant's zone. */
export function useFormats() {
  const locale = useLocale()
  const tenant = useTenant()
  return {
    date: (date: string, style?: DateStyle) => formatDate(date, locale, style),
    time: formatTime,
    instant: (instant: string) => formatInstant(instant, tenant.value.timeZone, locale),
    number: (value: number, digits?: number) => formatNumber(value, locale, digits),
    rate: (rate: number | null, digits?: number) => formatRate(rate, locale, digits),
  }
}
