import { safePath } from '#shared/utils/safe-path'
import { LOCALES } from '#shared/utils/locales'
import { invalid } from '../domain/errors'
import { setLocale } from '../domain/people/set-locale'

const YEAR = 60 * 60 * 24 * 365

/** The language of a reader: kept with the account, and in a cookie for when nobody is signed in. */
export default defineFormHandler({
  page: ({ next }) => safePath(next),
  async run({ ctx, event, fields }) {
    const locale = LOCALES.find(known => known === fields.locale)
    if (!locale) throw invalid([{ path: 'locale', code: 'unknown', message: 'en, uk or ru' }])
    setCookie(event, LOCALE_COOKIE, locale, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: YEAR, secure: event.context.origin.startsWith('https:') })
    if (ctx.viewer) await setLocale({ ...ctx, viewer: ctx.viewer }, locale)
    return safePath(fields.next)
  },
})
