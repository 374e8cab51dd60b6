import { bandsFault, type Skill, type SkillChange } from '#shared/schemas/skills'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { invalid, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { withFreeName } from './name-taken'
import { showSkill, skillColumns, type SkillRow } from './skill-rows'

/**
 * Renames a skill, moves its bands, puts it away or brings it back. What was assessed keeps its value; its band is told
 * by the bands as they are now.
 * @throws DomainError `not_found`, `name_taken`, `invalid` where bands do not fit how the skill is measured
 */
export async function changeSkill(ctx: TenantContext<Viewer>, skillId: string, change: SkillChange): Promise<Skill> {
  return withFreeName(() => db.change(ctx, async (tx) => {
    const tenant = ctx.tenant.id
    const [found] = await tx.$queryRaw<SkillRow[]>(sql`
      SELECT ${skillColumns} FROM skills sk WHERE sk."tenantId" = ${tenant}::uuid AND sk.id = ${skillId}::uuid FOR UPDATE OF sk`)
    if (!found) throw notInSight()
    const next = { ...showSkill(found), ...change }
    const fault = bandsFault(next.bands, next.measure)
    if (fault) throw invalid([{ path: 'bands', code: 'custom', message: fault }])
    const [row] = await tx.$queryRaw<SkillRow[]>(sql`
      UPDATE skills AS sk SET name = ${next.name}, category = ${next.category}, bands = ${JSON.stringify(next.bands)}::jsonb,
        "archivedAt" = CASE WHEN ${next.archived}::boolean THEN coalesce(sk."archivedAt", now()) END
      WHERE sk."tenantId" = ${tenant}::uuid AND sk.id = ${skillId}::uuid RETURNING ${skillColumns}`)
    if (!row) throw notInSight()
    const action = found.archived === row.archived ? 'skill.changed' : row.archived ? 'skill.archived' : 'skill.restored'
    await Promise.all([
      recordAudit(tx, ctx, { action, subject: 'skill', subjectId: skillId, details: { before: { name: found.name, bands: found.bands }, after: { name: row.name, bands: row.bands } } }),
      emit(tx, ctx, { name: 'skill.changed', payload: { skillId } }),
    ])
    return showSkill(row)
  }))
}
