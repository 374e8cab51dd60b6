import { LOCALES, type Locale } from '#shared/utils/locales'

/** One of our languages, or null; `uk-UA` counts as `uk`. */
export function toLocale(value: unknown): Locale | null {
  if (typeof value !== 'string') return null
  const language = value.slice(0, 2).toLowerCase()
  return /^[a-z]{2}(?:-|$)/i.test(value) ? LOCALES.find(locale => locale === language) ?? null : null
}

/** The first of our languages in an Accept-Language header, by weight and then by place (RFC 9110 §12.5.4). */
export function acceptedLocale(header: string | undefined): Locale | null {
  if (!header) return null
  const wanted = header.slice(0, 1000).split(',').map((range) => {
    const [tag = '', ...parameters] = range.split(';').map(part => part.trim())
    const weight = parameters.find(parameter => parameter.startsWith('q='))
    return { locale: toLocale(tag), weight: weight ? Number(weight.slice(2)) : 1 }
  })
  return wanted.filter(({ locale, weight }) => locale && weight > 0).sort((a, b) => b.weight - a.weight)[0]?.locale ?? null
}
