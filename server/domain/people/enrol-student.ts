import type { NewEnrolment } from '#shared/schemas/class-list'
import { addDays, localToday } from '#shared/utils/local-date'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, invalid } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { endPlaces } from './end-places'
import { lockStudent, requireGroups } from './lock-people'

/**
 * Puts a student into a group from a day on, out of another one if they move. Whoever had left the school is back with it,
 * and a child on trial becomes a full student.
 * @throws DomainError `not_found`, `forbidden`, `invalid`, `already_enrolled` 409
 */
export async function enrolStudent(ctx: TenantContext<Viewer>, studentId: string, { groupId, from, leaves }: NewEnrolment): Promise<{ id: string }> {
  const begins = from ?? localToday(ctx.tenant)
  return db.change(ctx, async (tx) => {
    const student = await lockStudent(tx, ctx, studentId)
    await requireGroups(tx, ctx, [groupId, ...leaves ? [leaves] : []], index => index === 0 ? 'groupId' : 'leaves')
    if (leaves === groupId) throw invalid([{ path: 'leaves', code: 'same_group', message: 'Choose another group to move to.' }])
    if (leaves) {
      const left = await endPlaces(tx, ctx, 'enrolments', sql`x."studentId" = ${studentId}::uuid AND x."groupId" = ${leaves}::uuid`, addDays(begins, -1))
      if (left === 0) throw invalid([{ path: 'leaves', code: 'not_enrolled', message: 'The student is not in that group on this day.' }])
    }
    const there = await tx.$queryRaw<unknown[]>(sql`
      SELECT 1 FROM enrolments e WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e."studentId" = ${studentId}::uuid AND e."groupId" = ${groupId}::uuid
        AND (e."to" IS NULL OR e."to" >= ${begins}::date)`)
    if (there.length > 0) throw new DomainError('already_enrolled', { status: 409, detail: 'The student is in this group already.' })
    const [enrolment] = await tx.$queryRaw<{ id: string }[]>(sql`
      INSERT INTO enrolments ("tenantId", "groupId", "studentId", "from") VALUES (${ctx.tenant.id}::uuid, ${groupId}::uuid, ${studentId}::uuid, ${begins}::date) RETURNING id`)
    if (!enrolment) throw new Error('an enrolment was not made')
    await tx.$executeRaw(sql`
      UPDATE students SET "endedAt" = NULL, "endedByHand" = false, "leavesOn" = NULL, trial = false, "updatedAt" = now()
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${studentId}::uuid AND (trial OR "endedAt" IS NOT NULL OR "leavesOn" IS NOT NULL)`)
    await recordAudit(tx, ctx, {
      action: leaves ? 'student.moved' : 'student.enrolled', subject: 'student', subjectId: studentId,
      details: { groupId, from: begins, ...leaves ? { leaves } : {}, ...student.endedAt ? { back: true } : {} },
    })
    await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: [studentId] } })
    return enrolment
  })
}
