import type { Achievement, AchievementChange } from '#shared/schemas/achievements'
import { recordAudit } from '../../audit/record-audit'
import type { TenantContext, Viewer } from '../../context'
import { notInSight } from '../../errors'
import { emit } from '../../events/emit'
import { db } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import { withFreeName } from '../name-taken'
import { type AchievementRow, achievementRows, showAchievement } from './list-achievements'

/**
 * Renames an achievement, puts it away or brings it back. Whoever was awarded it keeps it.
 * @throws DomainError `not_found`, `name_taken`
 */
export async function changeAchievement(ctx: TenantContext<Viewer>, achievementId: string, { name, archived }: AchievementChange): Promise<Achievement> {
  return withFreeName(() => db.change(ctx, async (tx) => {
    const changed = await tx.$executeRaw(sql`
      UPDATE achievements SET name = coalesce(${name ?? null}, name), "archivedAt" = CASE
        WHEN ${archived ?? null}::boolean IS NULL THEN "archivedAt" WHEN ${archived ?? null}::boolean THEN coalesce("archivedAt", now()) END
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${achievementId}::uuid`)
    if (changed === 0) throw notInSight()
    const action = archived === undefined ? 'achievement.renamed' : archived ? 'achievement.archived' : 'achievement.restored'
    await Promise.all([
      recordAudit(tx, ctx, { action, subject: 'achievement', subjectId: achievementId }),
      emit(tx, ctx, { name: 'achievement.changed', payload: { achievementId } }),
    ])
    const [row] = await tx.$queryRaw<AchievementRow[]>(achievementRows(ctx, sql`ac.id = ${achievementId}::uuid`))
    if (!row) throw notInSight()
    return showAchievement(row)
  }))
}
