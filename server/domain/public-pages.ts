import { tag } from './tags'

export interface PublicPage {
  /** Its part in the tags by which shared caches know it. */
  name: string
  path: string
  /** What of the query shapes it, beside `lang`. */
  query: readonly string[]
  /** What it is made from. */
  tags: readonly string[]
}

/** The pages that are the same for everybody, and that caches between us and their readers keep. */
export const PUBLIC_PAGES: readonly PublicPage[] = [
  { name: 'home', path: '/', query: [], tags: [tag.all] },
  { name: 'news', path: '/news', query: [], tags: [tag.all] },
  { name: 'timetable', path: '/timetable', query: ['from', 'branchId'], tags: [tag.all, tag.lessons] },
]

/** Which of them an address means, if it does. */
export function publicPageAt(url: string): PublicPage | undefined {
  const path = url.replace(/\?.*$/s, '').replace(/(?<=.)\/$/, '')
  return PUBLIC_PAGES.find(page => page.path === path)
}

/** The name of a tenant's page in `Cache-Tag`. */
export const cacheTag = (tenantId: string, page: PublicPage): string => `${tenantId}-${page.name}`
