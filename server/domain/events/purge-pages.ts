import { hasPurge, purge } from '../../infra/cdn/purge'
import { log } from '../../infra/log'
import { cacheTag, PUBLIC_PAGES } from '../public-pages'
import type { Envelope } from './events'
import type { Consumer } from './relay'
import { tagsOf } from './tags-of'

/** After this long no shared cache has the page any more (server/utils/public-pages.ts). */
const OVER_MS = 3_700_000
/** A page that was being made when the purge came may have gone into the cache after it, from rows or a directory of before. */
const AGAIN_MS = 10_000

/** The public pages that an event makes old, as shared caches know them. */
export function pagesMadeOldBy(envelope: Envelope): string[] {
  const tags = new Set(tagsOf(envelope))
  return PUBLIC_PAGES.filter(page => page.tags.some(tag => tags.has(tag))).map(page => cacheTag(envelope.tenantId, page))
}

/** Has shared caches forget the public pages that an event made old. @throws when one of them was not told: it comes again */
export const purgePages: Consumer = async (envelope) => {
  if (!hasPurge() || Date.now() - Date.parse(envelope.occurredAt) > OVER_MS) return
  const pages = pagesMadeOldBy(envelope)
  if (pages.length === 0) return
  await purge(pages)
  setTimeout(() => purge(pages).catch((error: unknown) => log.warn({ error }, 'the second purge failed')), AGAIN_MS).unref()
}
