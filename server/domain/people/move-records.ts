import type { TenantContext, Viewer } from '../context'
import type { SqlTransaction } from '../../infra/db/db'
import { raw, sql } from '../../infra/db/sql'
import { copyHistory } from './copy-history'

/** Tables whose rows of a student go over as they are. */
const WHOLE = ['absence_notices', 'emergency_contacts', 'feedback'] as const
/** Tables where a row of the kept record stands in the way of one of the duplicate, by the column they have in common. */
const UNLESS_THERE = [
  ['lesson_guests', 'lessonId'], ['guardianships', 'userId'], ['medical_notes', 'tenantId'], ['student_photos', 'tenantId'], ['targets', 'skillId'], ['taken_alerts', 'tenantId'],
] as const

/**
 * Gives everything of a duplicate but its marks to the record that is kept, and ends the duplicate. What the kept record
 * has already stays there too, with the duplicate, as it was.
 * @param takesSourcedId the kept record goes on under the duplicate's id in imports; else they leave the places alone
 */
export async function moveRecords(
  tx: SqlTransaction, ctx: TenantContext<Viewer>, keptId: string, duplicateId: string, { takesSourcedId }: { takesSourcedId: boolean },
): Promise<void> {
  const tenant = ctx.tenant.id
  const ofDuplicate = sql`x."tenantId" = ${tenant}::uuid AND x."studentId" = ${duplicateId}::uuid`
  // Under an id that no import knows of the kept record, what imports brought is the school's from now on: none may end it.
  if (!takesSourcedId) await tx.$executeRaw(sql`UPDATE guardianships x SET imported = false WHERE ${ofDuplicate}`)
  for (const table of WHOLE) await tx.$executeRaw(sql`UPDATE ${raw(`"${table}"`)} x SET "studentId" = ${keptId}::uuid WHERE ${ofDuplicate}`)
  for (const [table, column] of UNLESS_THERE) {
    const [name, same] = [raw(`"${table}"`), raw(`"${column}"`)]
    await tx.$executeRaw(sql`
      UPDATE ${name} x SET "studentId" = ${keptId}::uuid WHERE ${ofDuplicate}
        AND NOT EXISTS (SELECT 1 FROM ${name} k WHERE k."tenantId" = x."tenantId" AND k."studentId" = ${keptId}::uuid AND k.${same} = x.${same})`)
  }
  await narrowGuardianships(tx, ctx, keptId, duplicateId)
  await tx.$executeRaw(sql`
    UPDATE enrolments x SET "studentId" = ${keptId}::uuid, "byHand" = "byHand" OR (x."sourcedId" IS NOT NULL AND ${!takesSourcedId}) WHERE ${ofDuplicate}`)
  await copyHistory(tx, ctx, keptId, duplicateId)
  const [was] = await tx.$queryRaw<{ userId: string | null, sourcedId: string | null, birthDate: string | null }[]>(sql`
    SELECT "userId", "sourcedId", "birthDate"::text AS "birthDate" FROM students WHERE "tenantId" = ${tenant}::uuid AND id = ${duplicateId}::uuid`)
  await tx.$executeRaw(sql`
    UPDATE students SET "endedAt" = COALESCE("endedAt", now()), "endedByHand" = true, "userId" = NULL, "updatedAt" = now(),
      "sourcedId" = CASE WHEN ${takesSourcedId} THEN NULL ELSE "sourcedId" END
    WHERE "tenantId" = ${tenant}::uuid AND id = ${duplicateId}::uuid`)
  await tx.$executeRaw(sql`
    UPDATE students SET "userId" = COALESCE("userId", ${was?.userId ?? null}::uuid), "birthDate" = COALESCE("birthDate", ${was?.birthDate ?? null}::date),
      "sourcedId" = COALESCE("sourcedId", ${takesSourcedId ? was?.sourcedId ?? null : null}), trial = trial AND NOT EXISTS (
        SELECT 1 FROM enrolments e WHERE e."tenantId" = ${tenant}::uuid AND e."studentId" = ${keptId}::uuid), "updatedAt" = now()
    WHERE "tenantId" = ${tenant}::uuid AND id = ${keptId}::uuid`)
}

/**
 * Whoever answers for the child in both records has, with the one that is kept, what both gave them: no merge tells
 * anybody more than a record did. With the duplicate they have nothing.
 */
async function narrowGuardianships(tx: SqlTransaction, ctx: TenantContext<Viewer>, keptId: string, duplicateId: string): Promise<void> {
  const tenant = ctx.tenant.id
  await tx.$executeRaw(sql`
    UPDATE guardianships k SET "maySeeRecords" = k."maySeeRecords" AND x."maySeeRecords", "getsNotices" = k."getsNotices" AND x."getsNotices",
      "mayCollect" = k."mayCollect" AND x."mayCollect", "to" = CASE WHEN x."to" >= k."from" THEN LEAST(k."to", x."to") ELSE k."to" END
    FROM guardianships x WHERE x."tenantId" = ${tenant}::uuid AND x."studentId" = ${duplicateId}::uuid
      AND k."tenantId" = x."tenantId" AND k."studentId" = ${keptId}::uuid AND k."userId" = x."userId"`)
  await tx.$executeRaw(sql`
    UPDATE guardianships SET "maySeeRecords" = false, "getsNotices" = false, "mayCollect" = false, imported = false
    WHERE "tenantId" = ${tenant}::uuid AND "studentId" = ${duplicateId}::uuid`)
}
