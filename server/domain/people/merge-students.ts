import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, invalid, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { settlePhotos } from './keep-photo'
import { moveMarks } from './move-marks'
import { moveRecords } from './move-records'
import { studentsToKeep } from './reach'
import { asStaff, studentsInSight } from './sight'

interface Found { id: string, userId: string | null, sourcedId: string | null, keeps: boolean, gone: boolean }

/**
 * Makes one of two records of the same child: everything of the duplicate goes to the one that is kept, all or nothing,
 * and old links to the duplicate lead there. Where both have a mark in one lesson the kept one's stands, and the other is
 * written down with the merge.
 * @returns in how many lessons both had a mark
 * @throws DomainError `not_found`, `forbidden`, `invalid`, `both_sign_in` 409
 */
export async function mergeStudents(ctx: TenantContext<Viewer>, keptId: string, duplicateId: string): Promise<{ id: string, conflicts: number }> {
  if (keptId === duplicateId) throw invalid([{ path: 'duplicateId', code: 'same_student', message: 'These are one record.' }])
  return db.change(ctx, async (tx) => {
    const { kept, duplicate } = await lockBoth(tx, ctx, keptId, duplicateId)
    if (kept.userId && duplicate.userId) throw new DomainError('both_sign_in', { status: 409, detail: 'Both records have a sign-in; end one of them first.' })
    const conflicts = await moveMarks(tx, ctx, keptId, duplicateId)
    await moveRecords(tx, ctx, keptId, duplicateId, { takesSourcedId: kept.sourcedId === null && duplicate.sourcedId !== null })
    await settlePhotos(tx, ctx, keptId, duplicateId)
    await tx.$executeRaw(sql`
      INSERT INTO student_merges ("tenantId", "mergedId", "keptId", conflicts, "mergedBy")
      VALUES (${ctx.tenant.id}::uuid, ${duplicateId}::uuid, ${keptId}::uuid, ${JSON.stringify(conflicts)}::jsonb, ${ctx.viewer.userId}::uuid)`)
    // Who went into the duplicate before is found in one step.
    await tx.$executeRaw(sql`UPDATE student_merges SET "keptId" = ${keptId}::uuid WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "keptId" = ${duplicateId}::uuid`)
    await recordAudit(tx, ctx, { action: 'student.merged', subject: 'student', subjectId: keptId, details: { duplicateId, conflicts: conflicts.length } })
    // It touches figures, registers and families of any day.
    await emit(tx, ctx, { name: 'school.changed', payload: {} })
    return { id: keptId, conflicts: conflicts.length }
  })
}

async function lockBoth(tx: SqlTransaction, ctx: TenantContext<Viewer>, keptId: string, duplicateId: string): Promise<{ kept: Found, duplicate: Found }> {
  const rows = await tx.$queryRaw<Found[]>(sql`
    SELECT s.id, s."userId", s."sourcedId", ${studentsToKeep(ctx)} AS keeps,
      EXISTS (SELECT 1 FROM student_merges x WHERE x."tenantId" = s."tenantId" AND x."mergedId" = s.id) AS gone
    FROM students s WHERE s."tenantId" = ${ctx.tenant.id}::uuid AND s.id IN (${keptId}::uuid, ${duplicateId}::uuid) AND s."erasedAt" IS NULL AND ${studentsInSight(asStaff(ctx))}
    ORDER BY s.id FOR UPDATE OF s`)
  const [kept, duplicate] = [rows.find(({ id }) => id === keptId), rows.find(({ id }) => id === duplicateId)]
  if (!kept || kept.gone) throw notInSight()
  if (!duplicate || duplicate.gone) throw invalid([{ path: 'duplicateId', code: 'not_found', message: 'There is no such student to choose.' }])
  if (!kept.keeps || !duplicate.keeps) throw forbidden('One of the two is in another branch; ask an admin.')
  return { kept, duplicate }
}
