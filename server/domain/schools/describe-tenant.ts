import type { Tenant } from '../context'
import { DomainError } from '../errors'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { findTenantBySlug } from './directory'

/** @throws DomainError `unknown_tenant` */
export async function requireTenant(slug: string): Promise<Tenant> {
  const tenant = await findTenantBySlug(slug)
  if (!tenant) throw new DomainError('unknown_tenant', { status: 404, detail: `There is no tenant ${slug}; see: goalschool tenant list` })
  return tenant
}

/** A tenant and how many rows it holds of each kind. @throws DomainError `unknown_tenant` */
export async function describeTenant(slug: string): Promise<{ tenant: Tenant, counts: Record<string, number> }> {
  const tenant = await requireTenant(slug)
  const [counts = {}] = await db.query<Record<string, number>>({ tenant }, sql`
    SELECT (SELECT count(*) FROM branches) AS branches, (SELECT count(*) FROM users) AS users,
      (SELECT count(*) FROM students) AS students, (SELECT count(*) FROM groups) AS groups,
      (SELECT count(*) FROM lessons) AS lessons, (SELECT count(*) FROM marks) AS marks`)
  return { tenant, counts }
}
