import type { NewSkill, Skill } from '#shared/schemas/skills'
import { MOST_SKILLS } from '#shared/utils/skills'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { nameTaken } from './name-taken'
import { showSkill, skillColumns, type SkillRow } from './skill-rows'

/**
 * Adds a skill to the catalogue.
 * @throws DomainError `name_taken`, `too_many_skills`
 */
export async function addSkill(ctx: TenantContext<Viewer>, { name, category, bands, measure }: NewSkill): Promise<Skill> {
  return db.change(ctx, async (tx) => {
    const [{ count } = { count: 0 }] = await tx.$queryRaw<{ count: number }[]>(sql`
      SELECT count(*) AS count FROM skills WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "archivedAt" IS NULL`)
    if (count >= MOST_SKILLS) throw new DomainError('too_many_skills', { status: 409, detail: `A school has at most ${MOST_SKILLS} skills; put one away first.` })
    const [row] = await tx.$queryRaw<SkillRow[]>(sql`
      INSERT INTO skills AS sk ("tenantId", name, category, bands, unit, better)
      VALUES (${ctx.tenant.id}::uuid, ${name}, ${category}, ${JSON.stringify(bands)}::jsonb, ${measure?.unit ?? null}::skill_unit, ${measure?.better ?? 'higher'}::skill_better)
      ON CONFLICT DO NOTHING RETURNING ${skillColumns}`)
    if (!row) throw nameTaken()
    await Promise.all([
      recordAudit(tx, ctx, { action: 'skill.added', subject: 'skill', subjectId: row.id, details: { name } }),
      emit(tx, ctx, { name: 'skill.changed', payload: { skillId: row.id } }),
    ])
    return showSkill(row)
  })
}
