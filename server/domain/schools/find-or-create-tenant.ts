import type { Tenant } from '../context'
import { createTenant, type NewTenant } from './create-tenant'
import { findTenantBySlug } from './directory'

/** The tenant of that slug as it is; made, where there is none. */
export async function findOrCreateTenant(input: NewTenant): Promise<Tenant> {
  return await findTenantBySlug(input.slug) ?? await createTenant(input)
}
