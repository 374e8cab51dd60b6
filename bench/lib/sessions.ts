import { loadViewer } from '../../server/domain/people/load-viewer'
import { requireTenant } from '../../server/domain/schools/describe-tenant'
import type { TenantContext, Viewer } from '../../server/domain/context'
import type { Person } from './school'
import { asOwner } from './owner'

export interface SignedIn extends Person { userId: string }

/** People of a role, signed in behind the server's back: a thousand passwords would be minutes of hashing. */
export async function sessionsOf(url: string, slug: string, role: 'admin' | 'teacher' | 'parent', count: number): Promise<SignedIn[]> {
  const { rows } = await asOwner(url, client => client.query<{ userId: string, token: string }>(`
    INSERT INTO sessions ("tenantId", "userId", token, "expiresAt")
    SELECT u."tenantId", u.id, md5(random()::text) || md5(random()::text), now() + interval '1 day'
    FROM users u JOIN control.tenants t ON t.id = u."tenantId" AND t.slug = $1
    WHERE u.email ~ ('^' || $2 || '[0-9]*@')
    ORDER BY length(u.email), u.email LIMIT $3
    RETURNING "userId", token`, [slug, role, count]))
  if (rows.length < count) throw new Error(`${slug} has only ${rows.length} with the role ${role}`)
  return rows.map(({ userId, token }) => ({ userId, token, headers: { 'authorization': `Bearer ${token}`, 'x-tenant-id': slug, 'accept-language': 'en' } }))
}

/** The context in which the domain's verbs are called for the first admin of a tenant. */
export async function adminContext(url: string, slug: string): Promise<TenantContext<Viewer>> {
  const tenant = await requireTenant(slug)
  const [admin] = await sessionsOf(url, slug, 'admin', 1)
  const found = await loadViewer(tenant, admin?.token ?? '')
  if (!found) throw new Error(`${slug} has no admin`)
  return { tenant, viewer: found.viewer, locale: tenant.locale, requestId: 'bench' }
}
