import type { SettingsChange, SettingsView } from '#shared/schemas/settings'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { forgetDirectory, readTenant } from './directory'
import { mergeSettings } from './merge-settings'
import { settingsView } from './settings-view'

/** Two admins who save at the same moment both get what they wanted. */
const ATTEMPTS = 5

/**
 * Changes what a tenant has set for itself; every process answers by it from the moment this returns.
 * @throws DomainError `invalid` for a reason that would change the meaning of marks, `conflict` when others save all the time
 */
export async function changeSettings(ctx: TenantContext<Viewer>, change: SettingsChange): Promise<SettingsView> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const found = await readTenant(ctx.tenant.id)
    if (!found) throw notInSight()
    const before = settingsView(found.tenant)
    const after = mergeSettings(before, change)
    const changed = differences(before, after)
    if (Object.keys(changed).length === 0) return before
    if (await save(ctx, found.version, after, changed)) {
      forgetDirectory()
      return after
    }
  }
  throw new DomainError('conflict', { detail: 'Somebody else is changing the settings; look at the page again.' })
}

type Changed = Record<string, { before: unknown, after: unknown }>

function differences(before: SettingsView, after: SettingsView): Changed {
  const keys = Object.keys(after) as (keyof SettingsView)[]
  return Object.fromEntries(keys.flatMap(key =>
    JSON.stringify(before[key]) === JSON.stringify(after[key]) ? [] : [[key, { before: before[key], after: after[key] }]]))
}

class Overtaken extends Error {}

/**
 * The directory lies in the control database, log and event on the tenant's shard: they are written first and kept only
 * if the directory took the change, which it does last.
 * @returns false when somebody saved since it was read
 */
async function save(ctx: TenantContext<Viewer>, version: string, after: SettingsView, changed: Changed): Promise<boolean> {
  let taken = false
  return db.change(ctx, async (tx) => {
    await recordAudit(tx, ctx, { action: 'settings.changed', subject: 'school', details: changed })
    await emit(tx, ctx, { name: 'settings.changed', payload: {} })
    // Run again after a deadlock it is ours already.
    taken ||= await write(ctx.tenant.id, version, after, changed)
    if (!taken) throw new Overtaken()
    return true
  }).catch((error: unknown) => {
    if (error instanceof Overtaken) return false
    throw error
  })
}

const COLUMNS = new Set(['name', 'vocabulary', 'locale', 'brandColour', 'about'])

async function write(tenantId: string, version: string, { name, vocabulary, locale, brandColour, about }: SettingsView, changed: Changed): Promise<boolean> {
  const settings = Object.fromEntries(Object.entries(changed).flatMap(([key, { after }]) => COLUMNS.has(key) ? [] : [[key, after]]))
  const rows = await db.control(sql`
    UPDATE control.tenants SET name = ${name}, vocabulary = ${vocabulary}::control.vocabulary, locale = ${locale}, "brandColour" = ${brandColour},
      about = ${about}, settings = settings || ${JSON.stringify(settings)}::jsonb
    WHERE id = ${tenantId}::uuid AND xmin::text = ${version}
    RETURNING id`)
  return rows.length > 0
}
