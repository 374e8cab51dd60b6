// In place of Paraglide's own runtime, whose strategies (cookies, URLs, local storage) nobody here uses:
// who reads is decided by the server once per request, and the page says it in <html lang>.

/** @typedef {'en' | 'uk' | 'ru'} Locale */
/** @typedef {string} LocalizedString */
/**
 * @template Inputs, Options, Markup
 * @typedef {unknown} MessageMetadata
 */

export const baseLocale = 'en'
export const locales = /** @type {const} */ (['en', 'uk', 'ru'])
export const experimentalStaticLocale = /** @type {Locale | undefined} */ (undefined)

/** @type {() => Locale} */
let readLocale = () => {
  throw new Error('Nobody is reading here: give the message its locale, m.key(inputs, { locale })')
}

/** @returns {Locale} */
export const getLocale = () => readLocale()

/** @param {() => Locale} read */
export const overwriteGetLocale = (read) => {
  readLocale = read
}

/**
 * @param {unknown} value
 * @returns {value is Locale}
 */
export const isLocale = value => locales.some(locale => locale === value)
