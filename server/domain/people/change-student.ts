import type { StudentChange } from '#shared/schemas/class-list'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { assertBorn } from './assert-born'
import { lockStudent } from './lock-people'

/** Changes a child's name or birth date; imports leave alone what was changed. @throws DomainError `not_found`, `forbidden`, `invalid` */
export async function changeStudent(ctx: TenantContext<Viewer>, studentId: string, change: StudentChange): Promise<{ id: string }> {
  assertBorn(ctx, change.birthDate)
  return db.change(ctx, async (tx) => {
    const was = await lockStudent(tx, ctx, studentId)
    const givenName = change.givenName ?? was.givenName
    const familyName = change.familyName ?? was.familyName
    const renamed = givenName !== was.givenName || familyName !== was.familyName
    const born = change.birthDate !== undefined
    await tx.$executeRaw(sql`
      UPDATE students SET "givenName" = ${givenName}, "familyName" = ${familyName}, "updatedAt" = now(),
        name = CASE WHEN ${renamed} THEN ${`${givenName} ${familyName}`.trim()} ELSE name END, "namedByHand" = "namedByHand" OR ${renamed},
        "birthDate" = CASE WHEN ${born} THEN ${change.birthDate ?? null}::date ELSE "birthDate" END,
        "bornByHand" = "bornByHand" OR (${born} AND "birthDate" IS DISTINCT FROM ${change.birthDate ?? null}::date)
      WHERE "tenantId" = ${ctx.tenant.id}::uuid AND id = ${studentId}::uuid`)
    await recordAudit(tx, ctx, { action: 'student.changed', subject: 'student', subjectId: studentId, details: { fields: Object.keys(change) } })
    await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: [studentId] } })
    return { id: studentId }
  })
}
