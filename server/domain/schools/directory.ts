import { LRUCache } from 'lru-cache'
import { LOCALES, tenantSettings, type Locale } from '#shared/schemas/tenant'
import type { Tenant } from '../context'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'

interface TenantRow {
  id: string
  slug: string
  name: string
  vocabulary: 'school' | 'academy'
  timeZone: string
  locale: string
  brandColour: string
  about: string
  region: string
  shard: string
  settings: unknown
}

const isLocale = (value: string): value is Locale => (LOCALES as readonly string[]).includes(value)

function toTenant({ settings, locale, ...row }: TenantRow): Tenant {
  return { ...row, locale: isLocale(locale) ? locale : 'en', settings: tenantSettings.parse(settings) }
}

const columns = sql`t.id, t.slug, t.name, t.vocabulary, t."timeZone", t.locale, t."brandColour", t.about, t.region, t.shard, t.settings`

// An unknown host is remembered too, so that a stranger who tries names costs no query each time.
const SECONDS = 5
const known = new LRUCache<string, { tenant: Tenant | null }>({ max: 10_000, ttl: SECONDS * 1_000 })
let current = new WeakMap<Tenant, number>()
const underWay = new Map<string, Promise<Tenant | null>>()

async function lookUp(key: string, condition: Sql): Promise<Tenant | null> {
  const hit = known.get(key)
  if (hit) return hit.tenant
  const running = underWay.get(key)
  if (running) return running
  const search = db.control<TenantRow>(sql`SELECT ${columns} FROM control.tenants t WHERE ${condition}`)
    .then(([row]) => {
      const tenant = row ? toTenant(row) : null
      known.set(key, { tenant })
      if (tenant) current.set(tenant, Date.now() + SECONDS * 1_000)
      return tenant
    })
    .finally(() => underWay.delete(key))
  underWay.set(key, search)
  return search
}

/** The tenant of a slug, or null; at most five seconds old. */
export const findTenantBySlug = (slug: string): Promise<Tenant | null> => lookUp(`slug:${slug}`, sql`t.slug = ${slug}`)

/** The tenant of an id, or null; at most five seconds old. */
export const findTenantById = (id: string): Promise<Tenant | null> => lookUp(`id:${id}`, sql`t.id = ${id}::uuid`)

/** The tenant that registered a host of its own, or null; at most five seconds old. */
export const findTenantByDomain = (host: string): Promise<Tenant | null> =>
  lookUp(`host:${host}`, sql`t.id = (SELECT d."tenantId" FROM control.domains d WHERE d.host = ${host})`)

/** A tenant as it is now, with the version of its row, for whoever changes it. */
export async function readTenant(id: string): Promise<{ tenant: Tenant, version: string } | null> {
  const [found] = await db.control<TenantRow & { version: string }>(sql`SELECT ${columns}, t.xmin::text AS version FROM control.tenants t WHERE t.id = ${id}::uuid`)
  if (!found) return null
  const { version, ...row } = found
  return { tenant: toTenant(row), version }
}

/** All tenants, by slug, straight from the control database. */
export async function listTenants(): Promise<Tenant[]> {
  const rows = await db.control<TenantRow>(sql`SELECT ${columns} FROM control.tenants t ORDER BY t.slug`)
  return rows.map(toTenant)
}

const asChanged = new LRUCache<string, { generation: string, tenant: Tenant }>({ max: 10_000 })

/**
 * The tenant as its last change left it, in every process at once: read anew when its generation is another, and each time
 * while nobody can know generations.
 * @param tenant as found in the directory
 * @param generation of its tag `all`, looked up before; null when nobody can know it now
 */
export async function asLastChanged(tenant: Tenant, generation: string | null): Promise<Tenant> {
  if (generation === null) return (await readTenant(tenant.id))?.tenant ?? tenant
  const kept = asChanged.get(tenant.id)
  if (kept?.generation === generation && isCurrent(kept.tenant)) return kept.tenant
  const key = `changed:${tenant.id} ${generation}`
  known.delete(key)
  const fresh = await lookUp(key, sql`t.id = ${tenant.id}::uuid`)
  if (!fresh) return tenant
  asChanged.set(tenant.id, { generation, tenant: fresh })
  return fresh
}

/** Forgets what is cached, after a tenant was made or changed by this process. */
export function forgetDirectory(): void {
  known.clear()
  asChanged.clear()
  current = new WeakMap()
}

/** Whether this is what the directory said within the last five seconds. */
export const isCurrent = (tenant: Tenant): boolean => (current.get(tenant) ?? 0) > Date.now()
