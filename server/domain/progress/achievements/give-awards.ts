import type { TenantContext } from '../../context'
import { emit } from '../../events/emit'
import type { SqlTransaction } from '../../../infra/db/db'
import { type Sql, sql } from '../../../infra/db/sql'
import { due, standings } from './standings'

export interface Award { studentId: string, achievementId: string }

/**
 * Gives every award that is due, once for good whoever else is giving it at the moment: one statement for all students
 * and rules, with a line of the audit log for each.
 * @param which a condition over the alias `s` (students)
 */
export async function giveAwards(tx: SqlTransaction, ctx: TenantContext, which: Sql): Promise<Award[]> {
  const awards = await tx.$queryRaw<Award[]>(sql`
    WITH ${standings(ctx, which)},
    given AS (
      INSERT INTO awards ("tenantId", "studentId", "achievementId")
      SELECT ${ctx.tenant.id}::uuid, standing."studentId", standing.id FROM standing WHERE ${due(ctx)} ORDER BY 2, 3
      ON CONFLICT ("tenantId", "studentId", "achievementId") DO NOTHING
      RETURNING "studentId", "achievementId"),
    noted AS (
      INSERT INTO audit_entries ("tenantId", "actorId", action, subject, "subjectId", "requestId", details)
      SELECT ${ctx.tenant.id}::uuid, ${ctx.viewer?.userId ?? null}::uuid, 'achievement.awarded', 'student', given."studentId", ${ctx.requestId},
        jsonb_build_object('achievementId', given."achievementId") FROM given)
    SELECT "studentId", "achievementId" FROM given`)
  if (awards.length > 0) await emit(tx, ctx, { name: 'achievement.awarded', payload: { awards } })
  return awards
}
