import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { endPlaces } from './end-places'
import { groupsToKeep } from './reach'
import { asStaff, studentsInSight } from './sight'

interface Found { studentId: string, groupId: string, keeps: boolean }

/** Takes a student out of a group after a day. @throws DomainError `not_found`, `forbidden`, `already_ended` 409 */
export async function endEnrolment(ctx: TenantContext<Viewer>, enrolmentId: string, lastDay: string): Promise<{ id: string }> {
  return db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<Found[]>(sql`
      SELECT e."studentId", e."groupId", ${groupsToKeep(ctx)} AS keeps FROM enrolments e
      JOIN students s ON s."tenantId" = e."tenantId" AND s.id = e."studentId"
      JOIN groups g ON g."tenantId" = e."tenantId" AND g.id = e."groupId"
      WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e.id = ${enrolmentId}::uuid AND ${studentsInSight(asStaff(ctx))} FOR UPDATE OF e`)
    if (!found) throw notInSight()
    if (!found.keeps) throw forbidden('That group is in another branch.')
    const ended = await endPlaces(tx, ctx, 'enrolments', sql`x.id = ${enrolmentId}::uuid`, lastDay)
    if (ended === 0) throw new DomainError('already_ended', { status: 409, detail: 'The student has left this group by then.' })
    await recordAudit(tx, ctx, {
      action: 'enrolment.ended', subject: 'student', subjectId: found.studentId, details: { groupId: found.groupId, to: lastDay },
    })
    await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: [found.studentId] } })
    return { id: enrolmentId }
  })
}
