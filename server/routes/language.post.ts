import type { H3Event } from 'h3'
import { safePath } from '#shared/utils/safe-path'
import { LOCALES } from '#shared/utils/locales'
import { invalid } from '../domain/errors'
import { setLocale } from '../domain/people/set-locale'

const YEAR = 60 * 60 * 24 * 365

/** The page that the form was sent from, which the menu of a page that scripts moved on does not know. */
function pageOf(event: H3Event): string {
  const page = getHeader(event, 'referer') ?? ''
  if (!URL.canParse(page)) return '/'
  const { origin, pathname, search } = new URL(page)
  return origin === event.context.origin ? safePath(pathname + search) : '/'
}

/** The language of a reader: kept with the account, and in a cookie for when nobody is signed in. */
export default defineFormHandler({
  page: (_, event) => pageOf(event),
  async run({ ctx, event, fields }) {
    const locale = LOCALES.find(known => known === fields.locale)
    if (!locale) throw invalid([{ path: 'locale', code: 'unknown', message: 'en, uk or ru' }])
    setCookie(event, LOCALE_COOKIE, locale, { httpOnly: true, sameSite: 'lax', path: '/', maxAge: YEAR, secure: event.context.origin.startsWith('https:') })
    if (ctx.viewer) await setLocale({ ...ctx, viewer: ctx.viewer }, locale)
    return pageOf(event)
  },
})
