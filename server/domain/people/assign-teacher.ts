import type { NewAssignment } from '#shared/schemas/adults'
import { localToday } from '#shared/utils/local-date'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { groupsToKeep } from './reach'
import { asStaff, groupsInSight } from './sight'
import { requireUser } from './lock-people'

/** Gives a group a teacher from a day on. @throws DomainError `not_found`, `forbidden`, `invalid`, `already_assigned` 409 */
export async function assignTeacher(ctx: TenantContext<Viewer>, groupId: string, { userId, role, from }: NewAssignment): Promise<{ id: string }> {
  return db.change(ctx, async (tx) => {
    const [group] = await tx.$queryRaw<{ keeps: boolean }[]>(sql`
      SELECT ${groupsToKeep(ctx)} AS keeps FROM groups g WHERE g."tenantId" = ${ctx.tenant.id}::uuid AND g.id = ${groupId}::uuid AND ${groupsInSight(asStaff(ctx))}`)
    if (!group) throw notInSight()
    if (!group.keeps) throw forbidden('That group is not yours to staff.')
    await requireUser(tx, ctx, userId)
    return linkTeacher(tx, ctx, { groupId, userId, role, from: from ?? localToday(ctx.tenant) })
  })
}

/** The same where group and person are known to be the viewer's. Whoever is assigned may teach. */
export async function linkTeacher(
  tx: SqlTransaction, ctx: TenantContext<Viewer>, { groupId, userId, role, from }: Required<NewAssignment> & { groupId: string },
): Promise<{ id: string }> {
  const [row] = await tx.$queryRaw<{ id: string }[]>(sql`
    INSERT INTO assignments ("tenantId", "groupId", "userId", role, "from")
    SELECT ${ctx.tenant.id}::uuid, ${groupId}::uuid, ${userId}::uuid, ${role}::assignment_role, ${from}::date
    WHERE NOT EXISTS (SELECT 1 FROM assignments a WHERE a."tenantId" = ${ctx.tenant.id}::uuid AND a."groupId" = ${groupId}::uuid AND a."userId" = ${userId}::uuid
      AND (a."to" IS NULL OR a."to" >= ${from}::date))
    RETURNING id`)
  if (!row) throw new DomainError('already_assigned', { status: 409, detail: 'This person teaches the group already.' })
  await tx.$executeRaw(sql`
    INSERT INTO user_roles ("tenantId", "userId", role) VALUES (${ctx.tenant.id}::uuid, ${userId}::uuid, 'teacher') ON CONFLICT DO NOTHING`)
  await recordAudit(tx, ctx, { action: 'teacher.assigned', subject: 'user', subjectId: userId, details: { groupId, role, from } })
  await emit(tx, ctx, { name: 'person.changed', payload: { userId } })
  return row
}
