import type { Achievement, NewAchievement } from '#shared/schemas/achievements'
import { recordAudit } from '../../audit/record-audit'
import type { TenantContext, Viewer } from '../../context'
import { invalid, notInSight } from '../../errors'
import { emit } from '../../events/emit'
import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import { skillToAssess } from '../assessable'
import { nameTaken } from '../name-taken'
import { type AchievementRow, achievementRows, showAchievement } from './list-achievements'

/**
 * Adds an achievement with its rule. Whoever has earned it already is awarded it within a moment, by the relay.
 * @throws DomainError `name_taken`, `invalid` for a skill or a band that there is not
 */
export async function addAchievement(ctx: TenantContext<Viewer>, achievement: NewAchievement): Promise<Achievement> {
  const rule = { skillId: null, band: null, count: null, ...achievement }
  return db.change(ctx, async (tx) => {
    if (achievement.kind === 'skill_band') {
      const skill = await skillToAssess(tx, ctx, achievement.skillId)
      if (!skill.bands[achievement.band]) throw invalid([{ path: 'band', code: 'not_found', message: 'The skill has no such band.' }])
    }
    const [added] = await tx.$queryRaw<{ id: string }[]>(sql`
      INSERT INTO achievements ("tenantId", name, kind, "skillId", band, count)
      VALUES (${ctx.tenant.id}::uuid, ${rule.name}, ${rule.kind}::achievement_kind, ${rule.skillId}::uuid, ${rule.band}::smallint, ${rule.count}::int)
      ON CONFLICT DO NOTHING RETURNING id`)
    if (!added) throw nameTaken()
    await Promise.all([
      recordAudit(tx, ctx, { action: 'achievement.added', subject: 'achievement', subjectId: added.id, details: { name: rule.name } }),
      emit(tx, ctx, { name: 'achievement.changed', payload: { achievementId: added.id } }),
    ])
    const [row] = await tx.$queryRaw<AchievementRow[]>(achievementRows(ctx, sql`ac.id = ${added.id}::uuid`))
    if (!row) throw notInSight()
    return showAchievement(row)
  })
}
