import type { Tenant } from '../context'
import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { isShared } from './tenant-of-request'

/**
 * The origin for links that a mail carries. The host of a request is what its sender wrote: a subdomain or a registered
 * domain is the tenant's own whoever wrote it, but a bare address may be a stranger's, who waits there for the token.
 * And a shared host leads to its default tenant alone.
 * @param origin under which the request came
 */
export async function mailOrigin(tenant: Tenant, origin: string): Promise<string> {
  const { baseDomain, publicUrl, defaultTenant } = config()
  const given = new URL(origin).hostname.replace(/^\[(.+)\]$/, '$1')
  if (!isShared(given)) return origin
  if (tenant.slug === defaultTenant && publicUrl) return new URL(publicUrl).origin
  if (tenant.slug === defaultTenant && given === baseDomain) return origin
  const { protocol, port } = new URL(publicUrl ?? origin)
  const [domain] = await db.control<{ host: string | null }>(sql`SELECT min(d.host) AS host FROM control.domains d WHERE d."tenantId" = ${tenant.id}::uuid`)
  return `${protocol}//${domain?.host ?? `${tenant.slug}.${baseDomain}`}${port && `:${port}`}`
}
