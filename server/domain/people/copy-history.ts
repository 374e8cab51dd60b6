import type { TenantContext, Viewer } from '../context'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/**
 * Gives the record that is kept its own copies of what is only ever added to a duplicate: consents, assessments with
 * their corrections, awards. The duplicate's assessments are taken back, so that none of them counts twice; an award of
 * both is one, and the list of achievements passes over merged records.
 */
export async function copyHistory(tx: SqlTransaction, ctx: TenantContext<Viewer>, keptId: string, duplicateId: string): Promise<void> {
  const ofDuplicate = sql`x."tenantId" = ${ctx.tenant.id}::uuid AND x."studentId" = ${duplicateId}::uuid`
  await tx.$executeRaw(sql`
    INSERT INTO consents ("tenantId", "studentId", "textId", given, "decidedBy", "decidedAt")
    SELECT x."tenantId", ${keptId}::uuid, x."textId", x.given, x."decidedBy", x."decidedAt" FROM consents x WHERE ${ofDuplicate}`)
  // A correction's copy corrects the copy of what it corrected.
  await tx.$executeRaw(sql`
    WITH copies AS MATERIALIZED (
      SELECT uuid7() AS "copyId", o.* FROM (SELECT x.* FROM assessments x WHERE ${ofDuplicate} ORDER BY x.id) o)
    INSERT INTO assessments (id, "tenantId", "studentId", "skillId", value, level, note, "assessedBy", "assessedAt", "createdAt", "correctsId")
    SELECT c."copyId", c."tenantId", ${keptId}::uuid, c."skillId", c.value, c.level, c.note, c."assessedBy", c."assessedAt", c."createdAt", corrected."copyId"
    FROM copies c LEFT JOIN copies corrected ON corrected.id = c."correctsId"`)
  await tx.$executeRaw(sql`
    INSERT INTO assessments ("tenantId", "studentId", "skillId", "assessedBy", "assessedAt", "correctsId")
    SELECT x."tenantId", x."studentId", x."skillId", ${ctx.viewer.userId}::uuid, x."assessedAt", x.id FROM assessments x
    WHERE ${ofDuplicate} AND x.value IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM assessments c WHERE c."tenantId" = x."tenantId" AND c."correctsId" = x.id)`)
  await tx.$executeRaw(sql`
    INSERT INTO awards ("tenantId", "studentId", "achievementId", "awardedAt")
    SELECT x."tenantId", ${keptId}::uuid, x."achievementId", x."awardedAt" FROM awards x WHERE ${ofDuplicate}
    ON CONFLICT ("tenantId", "studentId", "achievementId") DO NOTHING`)
}
