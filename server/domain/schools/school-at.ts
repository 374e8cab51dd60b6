import { config } from '../../infra/config'
import { DomainError } from '../errors'
import { isShared, tenantOfRequest } from './tenant-of-request'

interface SchoolAt {
  tenantId: string
  name: string
  /** Its own host, without a port: a subdomain, or a domain that it registered. */
  host: string
}

/**
 * The school at an address as people write or copy it: `riverside.example.org`, with a scheme, a port or a page behind it.
 * @param origin where it is asked; a school is under the same scheme and port
 * @returns null for whatever is not the address of a school of this installation
 */
export async function schoolAt(address: string, origin: string): Promise<SchoolAt | null> {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `${new URL(origin).protocol}//${address}`
  if (!URL.canParse(text)) return null
  const { protocol, username, password, host, hostname } = new URL(text)
  if (!/^https?:$/.test(protocol) || username || password) return null
  const tenant = await tenantOfRequest(host, undefined).catch((error: unknown) => {
    if (error instanceof DomainError) return null
    throw error
  })
  // Operators are users of a tenant that is nobody's school.
  if (!tenant || tenant.slug.startsWith('_')) return null
  return { tenantId: tenant.id, name: tenant.name, host: isShared(hostname) ? `${tenant.slug}.${config().baseDomain}` : hostname }
}
