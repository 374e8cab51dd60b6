/** What people are sorted by: the family name, then the given name; the whole name where an import brought only that. */
export interface PersonName {
  name: string
  familyName: string
  givenName: string
}

// Names of PostgreSQL's ICU collations; they go into statements as they stand here, never from input.
const collations = new Map([
  ['en', 'en-x-icu'],
  ['uk', 'uk-x-icu'],
  ['ru', 'ru-x-icu'],
])

/** The collation of PostgreSQL in which a tenant of this locale sorts names; Unicode's root order for others. */
export function collationOf(locale: string): string {
  return collations.get(locale.toLowerCase().split('-', 1)[0] ?? '') ?? 'und-x-icu'
}

const collators = new Map<string, Intl.Collator>()

/** Orders people as the database does, for lists that are put together in memory. */
export function compareByFamilyName(locale: string): (a: PersonName, b: PersonName) => number {
  const { compare } = collatorOf(locale)
  return (a, b) => compare(a.familyName || a.name, b.familyName || b.name) || compare(a.givenName, b.givenName) || compare(a.name, b.name)
}

function collatorOf(locale: string): Intl.Collator {
  let collator = collators.get(locale)
  if (!collator) collators.set(locale, collator = new Intl.Collator(locale))
  return collator
}
