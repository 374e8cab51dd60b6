import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { SKILL_PRESETS } from './presets/presets'
import { presetRows } from './presets/preset-rows'

/**
 * Takes the skills of a preset into the catalogue, in the school's language. What was taken before, or has a name that
 * is there already, is left alone: once more adds nothing.
 * @throws DomainError `unknown_preset`
 */
export async function takePreset(ctx: TenantContext<Viewer>, key: string): Promise<{ added: number }> {
  const preset = SKILL_PRESETS.find(one => one.key === key)
  if (!preset) throw new DomainError('unknown_preset', { status: 422, detail: 'There is no such preset; see /api/static/skill-presets.' })
  return db.change(ctx, async (tx) => {
    const added = await tx.$executeRaw(sql`
      INSERT INTO skills ("tenantId", name, category, bands, unit, better, "presetKey")
      SELECT ${ctx.tenant.id}::uuid, p.name, p.category, p.bands, p.unit, p.better, p."presetKey"
      FROM jsonb_to_recordset(${JSON.stringify(presetRows(preset, ctx.tenant.locale))}::jsonb)
        AS p (name text, category text, bands jsonb, unit skill_unit, better skill_better, "presetKey" text)
      ON CONFLICT DO NOTHING`)
    await Promise.all([
      recordAudit(tx, ctx, { action: 'skill.preset_taken', subject: 'skill', details: { preset: key, added } }),
      emit(tx, ctx, { name: 'skill.changed', payload: { skillId: null } }),
    ])
    return { added }
  })
}
