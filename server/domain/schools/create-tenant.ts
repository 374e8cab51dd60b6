import { z } from 'zod'
import { LOCALES, slug, tenantSettings, timeZone, VOCABULARIES } from '#shared/schemas/tenant'
import type { Tenant } from '../context'
import { DomainError } from '../errors'
import { config } from '../../infra/config'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { findTenantBySlug, forgetDirectory } from './directory'
import { placeTenant } from './place-tenant'

/** Names that are hosts or roles of the installation itself. */
const RESERVED = new Set(['api', 'www', 'app', 'cdn', 'admin', 'operator', 'mail', 'localhost'])

export const newTenant = z.strictObject({
  slug: slug.refine(value => !RESERVED.has(value), 'this slug is reserved'),
  name: z.string().trim().min(1).max(120),
  vocabulary: z.enum(VOCABULARIES).default('school'),
  timeZone,
  locale: z.enum(LOCALES),
  brandColour: z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour is written as #1d6b4f').default('#1d6b4f'),
  about: z.string().max(2_000).default(''),
  region: z.string().min(1).optional(),
  shard: z.string().min(1).optional(),
  settings: tenantSettings.partial().default({}),
})
export type NewTenant = z.input<typeof newTenant>

/**
 * Makes a tenant and gives it a home on a shard.
 * @throws DomainError `slug_taken`, `unknown_shard`
 */
export async function createTenant(input: NewTenant): Promise<Tenant> {
  const tenant = newTenant.parse(input)
  const shard = await placeTenant(tenant)
  const region = tenant.region ?? config().shards[shard]?.region ?? 'local'
  const rows = await db.control<{ id: string }>(sql`
    INSERT INTO control.tenants (slug, name, vocabulary, "timeZone", locale, "brandColour", about, region, shard, settings)
    VALUES (${tenant.slug}, ${tenant.name}, ${tenant.vocabulary}::control.vocabulary, ${tenant.timeZone}, ${tenant.locale},
      ${tenant.brandColour}, ${tenant.about}, ${region}, ${shard}, ${JSON.stringify(tenant.settings)}::jsonb)
    ON CONFLICT (slug) DO NOTHING
    RETURNING id`)
  const id = rows[0]?.id
  if (!id) throw new DomainError('slug_taken', { status: 409, detail: `There is a tenant ${tenant.slug} already; choose another slug.` })
  await db.system(shard, sql`INSERT INTO tenant_homes ("tenantId") VALUES (${id}::uuid) ON CONFLICT DO NOTHING`)
  forgetDirectory()
  const made = await findTenantBySlug(tenant.slug)
  if (!made) throw new Error(`tenant ${tenant.slug} vanished while it was made`)
  return made
}
