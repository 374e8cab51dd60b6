import type { TenantContext, Viewer } from '../context'
import { DomainError, notInSight } from '../errors'
import { assertNotLocked } from '../attendance/policy'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { lockLesson } from './lock-lesson'

/**
 * Takes a guest off the roster again; the record of a child on trial goes too when nothing else hangs on it.
 * @throws DomainError `not_found`, `register_has_marks` 409 when the guest is marked, `register_locked` 409
 */
export async function removeGuest(ctx: TenantContext<Viewer>, lessonId: string, studentId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    const lesson = await lockLesson(tx, ctx, lessonId)
    assertNotLocked(ctx, lesson)
    const tenant = ctx.tenant.id
    const marked = await tx.$queryRaw<unknown[]>(sql`
      SELECT 1 FROM marks WHERE "tenantId" = ${tenant}::uuid AND "lessonId" = ${lesson.id}::uuid AND "studentId" = ${studentId}::uuid`)
    if (marked.length > 0) throw new DomainError('register_has_marks', { status: 409, detail: 'Clear the mark of this guest first.' })
    const removed = await tx.$executeRaw(sql`
      DELETE FROM lesson_guests WHERE "tenantId" = ${tenant}::uuid AND "lessonId" = ${lesson.id}::uuid AND "studentId" = ${studentId}::uuid`)
    if (removed === 0) throw notInSight()
    await tx.$executeRaw(sql`
      DELETE FROM students s WHERE s."tenantId" = ${tenant}::uuid AND s.id = ${studentId}::uuid AND s.trial AND s."userId" IS NULL AND s."sourcedId" IS NULL
        AND NOT EXISTS (SELECT 1 FROM lesson_guests x WHERE x."tenantId" = s."tenantId" AND x."studentId" = s.id)
        AND NOT EXISTS (SELECT 1 FROM enrolments x WHERE x."tenantId" = s."tenantId" AND x."studentId" = s.id)
        AND NOT EXISTS (SELECT 1 FROM marks x WHERE x."tenantId" = s."tenantId" AND x."studentId" = s.id)
        AND NOT EXISTS (SELECT 1 FROM mark_changes x WHERE x."tenantId" = s."tenantId" AND x."studentId" = s.id)
        AND NOT EXISTS (SELECT 1 FROM guardianships x WHERE x."tenantId" = s."tenantId" AND x."studentId" = s.id)
        AND NOT EXISTS (SELECT 1 FROM absence_notices x WHERE x."tenantId" = s."tenantId" AND x."studentId" = s.id)`)
    await recordAudit(tx, ctx, { action: 'guest.removed', subject: 'lesson', subjectId: lesson.id, details: { studentId } })
    await emit(tx, ctx, { name: 'roster.changed', payload: { lessonId: lesson.id, groupId: lesson.groupId, studentIds: [studentId] } })
  })
}
