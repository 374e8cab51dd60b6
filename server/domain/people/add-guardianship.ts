import type { GuardianRights, NewGuardianship } from '#shared/schemas/class-list'
import { localToday } from '#shared/utils/local-date'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError } from '../errors'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { lockStudent, requireUser } from './lock-people'

/** Makes somebody who is known here a guardian from today on. @throws DomainError `not_found`, `forbidden`, `invalid`, `already_guardian` 409 */
export async function addGuardianship(ctx: TenantContext<Viewer>, studentId: string, { userId, ...rights }: NewGuardianship): Promise<{ id: string }> {
  return db.change(ctx, async (tx) => {
    await lockStudent(tx, ctx, studentId)
    await requireUser(tx, ctx, userId)
    return linkGuardian(tx, ctx, userId, studentId, rights)
  })
}

/** The same for people who are locked already. One that had ended begins again, by hand: no import ends it. */
export async function linkGuardian(
  tx: SqlTransaction, ctx: TenantContext<Viewer>, userId: string, studentId: string, rights: GuardianRights,
): Promise<{ id: string }> {
  const { relation = 'guardian', priority = 1, maySeeRecords = true, getsNotices = true, mayCollect = true } = rights
  const today = localToday(ctx.tenant)
  const [row] = await tx.$queryRaw<{ id: string }[]>(sql`
    INSERT INTO guardianships ("tenantId", "userId", "studentId", relation, priority, "maySeeRecords", "getsNotices", "mayCollect", "from")
    VALUES (${ctx.tenant.id}::uuid, ${userId}::uuid, ${studentId}::uuid, ${relation}, ${priority}, ${maySeeRecords}, ${getsNotices}, ${mayCollect}, ${today}::date)
    ON CONFLICT ("tenantId", "userId", "studentId") DO UPDATE SET relation = excluded.relation, priority = excluded.priority,
      "maySeeRecords" = excluded."maySeeRecords", "getsNotices" = excluded."getsNotices", "mayCollect" = excluded."mayCollect",
      "from" = excluded."from", "to" = NULL, "endedAt" = NULL, imported = false
      WHERE guardianships."to" < ${today}::date
    RETURNING id`)
  if (!row) throw new DomainError('already_guardian', { status: 409, detail: 'This person is a guardian of the student already.' })
  await tx.$executeRaw(sql`
    INSERT INTO user_roles ("tenantId", "userId", role) VALUES (${ctx.tenant.id}::uuid, ${userId}::uuid, 'parent') ON CONFLICT DO NOTHING`)
  await recordAudit(tx, ctx, { action: 'guardianship.added', subject: 'student', subjectId: studentId, details: { userId, relation, maySeeRecords, getsNotices, mayCollect } })
  await emit(tx, ctx, { name: 'person.changed', payload: { userId } })
  return row
}
