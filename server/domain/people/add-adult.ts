import type { NewAdult } from '#shared/schemas/adults'
import { localToday } from '#shared/utils/local-date'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, invalid } from '../errors'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { linkGuardian } from './add-guardianship'
import { linkTeacher } from './assign-teacher'
import { requireGroups, requireStudents } from './lock-people'
import { setRights } from './set-rights'

/**
 * Makes a person without a password, with their groups, children and branches; an invitation lets them in. A manager has to
 * name one of those, or would never see the person again.
 * @throws DomainError `invalid` with the path of what is not the viewer's to give, `address_taken` 409
 */
export async function addAdult(ctx: TenantContext<Viewer>, input: NewAdult): Promise<{ id: string }> {
  const { givenName, familyName, email = null, phone = null, groupIds, children, studentId } = input
  assertLinked(ctx, input)
  return db.change(ctx, async (tx) => {
    await requireGroups(tx, ctx, groupIds, index => `groupIds.${index}`)
    await requireStudents(tx, ctx, children.map(child => child.studentId), index => `children.${index}.studentId`)
    if (studentId) await requireStudents(tx, ctx, [studentId], () => 'studentId')
    const [user] = await tx.$queryRaw<{ id: string }[]>(sql`
      INSERT INTO users ("tenantId", name, "givenName", "familyName", email, phone)
      VALUES (${ctx.tenant.id}::uuid, ${`${givenName} ${familyName}`}, ${givenName}, ${familyName}, ${email}, ${phone})
      ON CONFLICT ("tenantId", email) DO NOTHING RETURNING id`)
    if (!user) throw new DomainError('address_taken', { status: 409, detail: 'Somebody signs in with this address already.' })
    await setRights(tx, ctx, user.id, input)
    if (studentId) await giveRecord(tx, ctx, user.id, studentId)
    await recordAudit(tx, ctx, { action: 'user.added', subject: 'user', subjectId: user.id, details: { roles: input.roles } })
    for (const groupId of groupIds) await linkTeacher(tx, ctx, { groupId, userId: user.id, role: 'lead', from: localToday(ctx.tenant) })
    for (const { studentId, ...rights } of children) await linkGuardian(tx, ctx, user.id, studentId, rights)
    await emit(tx, ctx, { name: 'person.changed', payload: { userId: user.id } })
    return user
  })
}

function assertLinked({ viewer }: TenantContext<Viewer>, { roles, groupIds, children, branchIds, studentId }: NewAdult): void {
  const fault = (path: string, message: string) => invalid([{ path, code: 'required', message }])
  if (roles.includes('student') !== (studentId !== undefined)) throw fault('studentId', 'A student who signs in has a record, and nobody else has.')
  if (viewer.roles.includes('admin') || groupIds.length + children.length + branchIds.length > 0 || studentId) return
  throw fault('groupIds', 'Name a group, a child or a branch of yours.')
}

async function giveRecord(tx: SqlTransaction, ctx: TenantContext, userId: string, studentId: string): Promise<void> {
  const given = await tx.$executeRaw(sql`
    UPDATE students SET "userId" = ${userId}::uuid, "updatedAt" = now() WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${studentId}::uuid AND "userId" IS NULL`)
  if (given === 0) throw new DomainError('signs_in_already', { status: 409, detail: 'This student has a sign-in already.' })
}
