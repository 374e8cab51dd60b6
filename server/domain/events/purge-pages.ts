import { hasPurge, purge } from '../../infra/cdn/purge'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { systemContext } from '../context'
import { cacheTag, PUBLIC_PAGES } from '../public-pages'
import { findTenantById } from '../schools/directory'
import type { Envelope } from './events'
import type { Consumer } from './relay'
import { tagsOf } from './tags-of'

/** After this long no shared cache has the page any more (server/utils/public-pages.ts). */
const OVER_MS = 3_700_000
/** A page that was being made when the purge came may have gone into the cache after it, from rows or a directory of before. */
const AGAIN = '10 seconds'

/** The public pages that an event makes old, as shared caches know them. */
export function pagesMadeOldBy(envelope: Envelope): string[] {
  const tags = new Set(tagsOf(envelope))
  return PUBLIC_PAGES.filter(page => page.tags.some(tag => tags.has(tag))).map(page => cacheTag(envelope.tenantId, page))
}

/** Has shared caches forget the public pages that an event made old, twice. @throws when one of them was not told: it comes again */
export const purgePages: Consumer = async (envelope) => {
  if (!hasPurge() || Date.now() - Date.parse(envelope.occurredAt) > OVER_MS) return
  if (envelope.name === 'pages.purged') return purge(envelope.payload.pages)
  const pages = pagesMadeOldBy(envelope)
  if (pages.length === 0) return
  await purge(pages)
  await purgeAgain(envelope.tenantId, pages)
}

/** An event of its own, so that a process that ends meanwhile does not take the second purge with it. */
async function purgeAgain(tenantId: string, pages: string[]): Promise<void> {
  const tenant = await findTenantById(tenantId)
  if (tenant) await db.change(systemContext(tenant), tx => tx.$executeRaw(sql`
    INSERT INTO outbox ("tenantId", name, payload, "claimedUntil")
    VALUES (${tenantId}::uuid, 'pages.purged', ${JSON.stringify({ pages })}::jsonb, now() + ${AGAIN}::interval)`))
}
