// Apart from the schemas, so that the browser gets three words without zod.
export const LOCALES = ['en', 'uk', 'ru'] as const
export type Locale = (typeof LOCALES)[number]
