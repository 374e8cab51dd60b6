import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/**
 * The schools of a name, exactly but for case, or of a slug; with the address of each.
 * @param origin under which the question came, for its scheme and port
 */
export async function findSchools(name: string, origin: string): Promise<{ slug: string, name: string, url: string }[]> {
  const rows = await db.control<{ slug: string, name: string, host: string | null }>(sql`
    SELECT t.slug, t.name, (SELECT min(d.host) FROM control.domains d WHERE d."tenantId" = t.id) AS host
    FROM control.tenants t
    WHERE (t.slug = lower(${name}) OR lower(t.name) = lower(${name})) AND t.slug NOT LIKE '\\_%'
    ORDER BY t.slug LIMIT 5`)
  const { protocol, port } = new URL(origin)
  return rows.map(({ slug, name, host }) => ({ slug, name, url: `${protocol}//${host ?? `${slug}.${config().baseDomain}`}${port && `:${port}`}/` }))
}
