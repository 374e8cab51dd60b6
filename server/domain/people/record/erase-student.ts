import { recordAudit } from '../../audit/record-audit'
import type { TenantContext, Viewer } from '../../context'
import { DomainError, invalid, notInSight } from '../../errors'
import { emit } from '../../events/emit'
import { db, type SqlTransaction } from '../../../infra/db/db'
import { sql } from '../../../infra/db/sql'
import { RECORD_KINDS } from './record-kinds'

/**
 * Erases a student for good: name, contacts, links and words go, and with them guardians who were here for this child
 * alone; marks, levels and awards stay under nobody's name, so no figure changes. Records that were merged into this one
 * go the same way.
 * @param typed the student's name as somebody typed it, to be sure that it is meant
 * @throws DomainError `not_found`, `already_erased` 409, `invalid` when the name is another
 */
export async function eraseStudent(ctx: TenantContext<Viewer>, studentId: string, typed: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    await lockLessons(tx, ctx, studentId)
    const student = { id: studentId, name: await lockStudent(tx, ctx, studentId) }
    if (normal(typed) !== normal(student.name)) throw invalid([{ path: 'name', code: 'another_name', message: 'Type the name of the student as it stands on the page.' }])
    for (const { id, name } of [student, ...await lockMerged(tx, ctx, studentId)]) {
      for (const kind of RECORD_KINDS)
        for (const statement of kind.erase?.({ ctx, studentId: id }) ?? []) await tx.$executeRaw(statement)
      await forgetAnswers(tx, ctx, id, name)
    }
    await recordAudit(tx, ctx, { action: 'student.erased', subject: 'student', subjectId: studentId })
    await emit(tx, ctx, { name: 'student.erased', payload: { studentId } })
  })
}

const normal = (name: string) => name.trim().replace(/\s+/g, ' ').normalize('NFC').toLowerCase()

/** Waits for registers that are being saved, and holds up those that come: none writes words onto a record that is erased. */
async function lockLessons(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string): Promise<void> {
  await tx.$queryRaw(sql`
    SELECT l.id FROM lessons l WHERE l."tenantId" = ${ctx.tenant.id}::uuid AND l.id IN (
      SELECT o.id FROM enrolments e JOIN lessons o ON o."tenantId" = e."tenantId" AND o."groupId" = e."groupId" AND o.date >= e."from" AND (e."to" IS NULL OR o.date <= e."to")
        WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e."studentId" = ${studentId}::uuid
      UNION ALL SELECT m."lessonId" FROM marks m WHERE m."tenantId" = ${ctx.tenant.id}::uuid AND m."studentId" = ${studentId}::uuid
      UNION ALL SELECT lg."lessonId" FROM lesson_guests lg WHERE lg."tenantId" = ${ctx.tenant.id}::uuid AND lg."studentId" = ${studentId}::uuid)
    ORDER BY l.id FOR NO KEY UPDATE OF l`)
}

async function lockStudent(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string): Promise<string> {
  const [student] = await tx.$queryRaw<{ name: string, erased: boolean }[]>(sql`
    SELECT name, "erasedAt" IS NOT NULL AS erased FROM students WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${studentId}::uuid FOR UPDATE`)
  if (!student) throw notInSight()
  if (student.erased) throw new DomainError('already_erased', { status: 409, detail: 'This student was erased already.' })
  return student.name
}

/** The other records of the same child, which still have what the kept one had too. */
const lockMerged = (tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string) => tx.$queryRaw<{ id: string, name: string }[]>(sql`
  SELECT s.id, s.name FROM student_merges x JOIN students s ON s."tenantId" = x."tenantId" AND s.id = x."mergedId"
  WHERE x."tenantId" = ${ctx.tenant.id}::uuid AND x."keptId" = ${studentId}::uuid AND s."erasedAt" IS NULL ORDER BY s.id FOR UPDATE OF s`)

/** First answers to writes are kept for a day, with whatever name stood in them. */
async function forgetAnswers(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string, name: string): Promise<void> {
  await tx.$executeRaw(sql`
    DELETE FROM idempotency_keys WHERE "tenantId" = ${ctx.tenant.id}::uuid AND status IS NOT NULL
      AND (position(${studentId} in body::text) > 0 OR position(${name} in body::text) > 0)`)
}
