import { school } from './school/school'

/** The two tenants of every test file; `arsenal` trains in Moscow's time, `riverside` teaches in Kyiv's. */
export const arsenal = school({ slug: 'arsenal', name: 'Arsenal', timeZone: 'Europe/Moscow', locale: 'ru', vocabulary: 'academy' })
export const riverside = school({ slug: 'riverside', name: 'Riverside', timeZone: 'Europe/Kyiv', locale: 'uk', vocabulary: 'school' })
