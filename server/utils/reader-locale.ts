import type { H3Event } from 'h3'
import type { Locale } from '#shared/utils/locales'
import { acceptedLocale, toLocale } from '#shared/utils/negotiate-locale'

/** The language that a reader without an account chose. */
export const LOCALE_COOKIE = 'goalschool.locale'

/** Chosen by the reader, with the account or in this browser; else what the browser asks for; else null. */
export function readerLocale(event: H3Event): Locale | null {
  return event.context.viewer?.locale ?? toLocale(getCookie(event, LOCALE_COOKIE)) ?? acceptedLocale(requestHeader(event, 'accept-language'))
}
