import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { endPlaces } from './end-places'
import { groupsToKeep } from './reach'
import { asStaff, groupsInSight } from './sight'

interface Found { userId: string, groupId: string, keeps: boolean }

/** Takes a teacher from a group after a day. @throws DomainError `not_found`, `forbidden`, `already_ended` 409 */
export async function endAssignment(ctx: TenantContext<Viewer>, assignmentId: string, lastDay: string): Promise<{ id: string }> {
  return db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<Found[]>(sql`
      SELECT a."userId", a."groupId", ${groupsToKeep(ctx)} AS keeps FROM assignments a JOIN groups g ON g."tenantId" = a."tenantId" AND g.id = a."groupId"
      WHERE a."tenantId" = ${ctx.tenant.id}::uuid AND a.id = ${assignmentId}::uuid AND ${groupsInSight(asStaff(ctx))} FOR UPDATE OF a`)
    if (!found) throw notInSight()
    if (!found.keeps) throw forbidden('That group is not yours to staff.')
    const ended = await endPlaces(tx, ctx, 'assignments', sql`x.id = ${assignmentId}::uuid`, lastDay)
    if (ended === 0) throw new DomainError('already_ended', { status: 409, detail: 'This person has left the group by then.' })
    await recordAudit(tx, ctx, { action: 'assignment.ended', subject: 'user', subjectId: found.userId, details: { groupId: found.groupId, to: lastDay } })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId: found.userId } })
    return { id: assignmentId }
  })
}
