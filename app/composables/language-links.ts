import { LOCALES } from '#shared/utils/locales'

/** Public pages speak the tenant's language, others by `?lang=`: links between them keep what the reader chose. */
export function useLanguageLinks() {
  const route = useRoute()
  return (path: string) => {
    const lang = LOCALES.find(locale => locale === route.query.lang)
    return { path, query: lang ? { lang } : {} }
  }
}
