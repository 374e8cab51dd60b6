import type { Locale } from '#shared/utils/locales'

/** Each in its own words, for whoever cannot read the present one. */
export const LANGUAGES: Record<Locale, string> = { en: 'English', uk: 'Українська', ru: 'Русский' }
