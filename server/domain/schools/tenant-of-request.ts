import { isIP } from 'node:net'
import { DomainError, notInSight } from '../errors'
import type { Tenant } from '../context'
import { config } from '../../infra/config'
import { findTenantByDomain, findTenantBySlug } from './directory'

const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/
const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** The name in a Host header without its port. @throws DomainError `bad_host` */
function hostName(header: string): string {
  const host = header.toLowerCase()
  if (!HOST.test(host)) throw new DomainError('bad_host', { status: 400, detail: 'The Host header is not a host name.' })
  return host.replace(/:\d+$/, '').replace(/^\[(.+)\]$/, '$1')
}

/** Hosts under which several tenants are served: there a header or the default says which one is meant. */
export function isShared(name: string): boolean {
  const { baseDomain, publicUrl } = config()
  return name === baseDomain || name === `api.${baseDomain}` || isIP(name) !== 0
    || (publicUrl !== null && name === new URL(publicUrl).hostname)
}

function slugOf(name: string): string | null {
  const { baseDomain } = config()
  return name.endsWith(`.${baseDomain}`) ? name.slice(0, -baseDomain.length - 1) : null
}

/**
 * The tenant that a request means: by subdomain, by a registered own domain, or, on a shared host, by the header
 * `x-tenant-id` (a slug: a selector, never an authority), else the default tenant.
 * @returns null on a shared host when nothing selects a tenant
 * @throws DomainError 404 for an unknown host or slug, 400 when host and header disagree
 */
export async function tenantOfRequest(hostHeader: string, selector: string | undefined): Promise<Tenant | null> {
  const name = hostName(hostHeader)
  if (selector !== undefined && !SLUG.test(selector)) throw notInSight('There is no such school.')
  if (isShared(name)) {
    const slug = selector ?? config().defaultTenant
    if (!slug) return null
    const tenant = await findTenantBySlug(slug)
    if (tenant) return tenant
    throw notInSight('There is no such school.')
  }
  const slug = slugOf(name)
  const tenant = slug === null ? await findTenantByDomain(name) : SLUG.test(slug) ? await findTenantBySlug(slug) : null
  if (!tenant) throw notInSight('There is no school at this address.')
  if (selector !== undefined && selector !== tenant.slug)
    throw new DomainError('tenant_contradiction', { status: 400, detail: 'The host and the header x-tenant-id name different schools; send one of them.' })
  return tenant
}
