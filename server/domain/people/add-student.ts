import type { NewStudent } from '#shared/schemas/class-list'
import { localToday } from '#shared/utils/local-date'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { assertBorn } from './assert-born'
import { requireGroups } from './lock-people'

/** Makes the record of a child and puts it into a group. @throws DomainError `invalid` for a group that the viewer does not keep */
export async function addStudent(ctx: TenantContext<Viewer>, { givenName, familyName, birthDate = null, groupId, from }: NewStudent): Promise<{ id: string }> {
  assertBorn(ctx, birthDate)
  const begins = from ?? localToday(ctx.tenant)
  return db.change(ctx, async (tx) => {
    await requireGroups(tx, ctx, [groupId], () => 'groupId')
    const [student] = await tx.$queryRaw<{ id: string }[]>(sql`
      INSERT INTO students ("tenantId", name, "givenName", "familyName", "birthDate", "bornByHand")
      VALUES (${ctx.tenant.id}::uuid, ${`${givenName} ${familyName}`}, ${givenName}, ${familyName}, ${birthDate}::date, ${birthDate !== null}) RETURNING id`)
    if (!student) throw new Error('a student was not made')
    await tx.$executeRaw(sql`
      INSERT INTO enrolments ("tenantId", "groupId", "studentId", "from") VALUES (${ctx.tenant.id}::uuid, ${groupId}::uuid, ${student.id}::uuid, ${begins}::date)`)
    await recordAudit(tx, ctx, { action: 'student.added', subject: 'student', subjectId: student.id, details: { groupId, from: begins } })
    await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: [student.id] } })
    return student
  })
}
