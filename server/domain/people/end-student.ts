import { localToday } from '#shared/utils/local-date'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { ids, sql } from '../../infra/db/sql'
import { endPlaces } from './end-places'
import { lockStudent } from './lock-people'

/**
 * A student leaves after a day: the groups that the viewer keeps end with it, and the record where nothing else goes on, at
 * once or once the day is over (`end-leavers.ts`). Everything that was stays; a place in a group brings them back.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function endStudent(ctx: TenantContext<Viewer>, studentId: string, lastDay: string): Promise<{ ended: boolean }> {
  const today = localToday(ctx.tenant)
  return db.change(ctx, async (tx) => {
    await lockStudent(tx, ctx, studentId)
    await endPlaces(tx, ctx, 'enrolments', sql`x."studentId" = ${studentId}::uuid AND ${keptGroup(ctx)}`, lastDay)
    const leaves = !(await goesOn(tx, ctx, studentId, lastDay))
    const ended = leaves && lastDay <= today
    if (leaves) await tx.$executeRaw(sql`
      UPDATE students SET "leavesOn" = ${lastDay}::date, "endedAt" = CASE WHEN ${ended} THEN now() END, "endedByHand" = ${ended}, "updatedAt" = now()
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${studentId}::uuid AND "endedAt" IS NULL`)
    await recordAudit(tx, ctx, { action: 'student.left', subject: 'student', subjectId: studentId, details: { to: lastDay, ended } })
    await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: [studentId] } })
    return { ended }
  })
}

/** Unlike for a new place, one in a group that has ended itself can end too. */
const keptGroup = ({ viewer, tenant }: TenantContext<Viewer>) => viewer.roles.includes('admin')
  ? sql`true`
  : sql`x."groupId" IN (SELECT g.id FROM groups g WHERE g."tenantId" = ${tenant.id}::uuid AND g."branchId" = ANY(${ids(viewer.branchIds)}))`

async function goesOn(tx: SqlTransaction, ctx: TenantContext, studentId: string, lastDay: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>(sql`
    SELECT 1 FROM enrolments e WHERE e."tenantId" = ${ctx.tenant.id}::uuid AND e."studentId" = ${studentId}::uuid
      AND (e."to" IS NULL OR e."to" > ${lastDay}::date) LIMIT 1`)
  return rows.length > 0
}
