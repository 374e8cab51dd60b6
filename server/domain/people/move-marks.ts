import type { MarkStatus } from '#shared/utils/attendance'
import type { TenantContext, Viewer } from '../context'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

export interface MarkConflict { lessonId: string, date: string, kept: MarkStatus, dropped: MarkStatus }

/**
 * Gives the marks of a duplicate to the record that is kept. In lessons where both have one the duplicate's is cleared, as a
 * change that every register keeps; the registers' versions rise, so that no device saves over it unawares.
 */
export async function moveMarks(tx: SqlTransaction, ctx: TenantContext<Viewer>, keptId: string, duplicateId: string): Promise<MarkConflict[]> {
  const tenant = ctx.tenant.id
  await tx.$executeRaw(sql`
    UPDATE lessons l SET "registerVersion" = "registerVersion" + 1 FROM marks d
    WHERE l."tenantId" = ${tenant}::uuid AND d."tenantId" = l."tenantId" AND d."lessonId" = l.id AND d."studentId" = ${duplicateId}::uuid`)
  const conflicts = await tx.$queryRaw<MarkConflict[]>(sql`
    WITH both_marked AS (
      SELECT d.*, k.status AS stands FROM marks d JOIN marks k ON k."tenantId" = d."tenantId" AND k."lessonId" = d."lessonId" AND k."studentId" = ${keptId}::uuid
      WHERE d."tenantId" = ${tenant}::uuid AND d."studentId" = ${duplicateId}::uuid),
    noted AS (
      INSERT INTO mark_changes ("tenantId", "lessonId", "studentId", version, before, after, "changedBy")
      SELECT b."tenantId", b."lessonId", b."studentId", l."registerVersion",
        jsonb_build_object('status', b.status, 'minutesLate', b."minutesLate", 'reason', b.reason, 'note', b.note, 'behaviour', b.behaviour, 'participation', b.participation),
        NULL, ${ctx.viewer.userId}::uuid
      FROM both_marked b JOIN lessons l ON l."tenantId" = b."tenantId" AND l.id = b."lessonId"),
    cleared AS (DELETE FROM marks m USING both_marked b WHERE m."tenantId" = b."tenantId" AND m.id = b.id)
    SELECT "lessonId", date::text AS date, stands::text AS kept, status::text AS dropped FROM both_marked ORDER BY date, "lessonId"`)
  await tx.$executeRaw(sql`UPDATE marks SET "studentId" = ${keptId}::uuid WHERE "tenantId" = ${tenant}::uuid AND "studentId" = ${duplicateId}::uuid`)
  return conflicts
}
