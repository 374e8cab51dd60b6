import type { MedicalNote, NewEmergencyContact } from '#shared/schemas/care'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { lockStudent } from './lock-people'

/** More than anybody calls one after the other. */
const MOST = 10

/** The audit log says that it changed, and never the words. Registers show whether there is a note. */
async function told(tx: SqlTransaction, ctx: TenantContext<Viewer>, studentId: string, action: 'medical.changed' | 'medical.removed' | 'emergency.changed') {
  await recordAudit(tx, ctx, { action, subject: 'student', subjectId: studentId })
  await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: [studentId] } })
}

/** Writes a child's medical note in place of the one before. @throws DomainError `not_found`, `forbidden` */
export async function keepMedicalNote(ctx: TenantContext<Viewer>, studentId: string, { condition, reaction, whatToDo }: MedicalNote): Promise<void> {
  await db.change(ctx, async (tx) => {
    await lockStudent(tx, ctx, studentId)
    await tx.$executeRaw(sql`
      INSERT INTO medical_notes ("tenantId", "studentId", condition, reaction, "whatToDo", "updatedBy")
      VALUES (${ctx.tenant.id}::uuid, ${studentId}::uuid, ${condition}, ${reaction}, ${whatToDo}, ${ctx.viewer.userId}::uuid)
      ON CONFLICT ("tenantId", "studentId") DO UPDATE SET condition = excluded.condition, reaction = excluded.reaction, "whatToDo" = excluded."whatToDo",
        "updatedBy" = excluded."updatedBy", "updatedAt" = now()`)
    await told(tx, ctx, studentId, 'medical.changed')
  })
}

/** Takes the medical note away; where there is none it does nothing. @throws DomainError `not_found`, `forbidden` */
export async function removeMedicalNote(ctx: TenantContext<Viewer>, studentId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    await lockStudent(tx, ctx, studentId)
    const gone = await tx.$executeRaw(sql`DELETE FROM medical_notes WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "studentId" = ${studentId}::uuid`)
    if (gone > 0) await told(tx, ctx, studentId, 'medical.removed')
  })
}

/** @throws DomainError `not_found`, `forbidden`, `too_many_contacts` 409 */
export async function addEmergencyContact(ctx: TenantContext<Viewer>, studentId: string, contact: NewEmergencyContact): Promise<{ id: string }> {
  return db.change(ctx, async (tx) => {
    await lockStudent(tx, ctx, studentId)
    const [row] = await tx.$queryRaw<{ id: string }[]>(sql`
      INSERT INTO emergency_contacts ("tenantId", "studentId", name, relation, phone, priority)
      SELECT ${ctx.tenant.id}::uuid, ${studentId}::uuid, ${contact.name}, ${contact.relation}, ${contact.phone}, ${contact.priority}
      WHERE (SELECT count(*) FROM emergency_contacts c WHERE c."tenantId" = ${ctx.tenant.id}::uuid AND c."studentId" = ${studentId}::uuid) < ${MOST}::int
      RETURNING id`)
    if (!row) throw new DomainError('too_many_contacts', { status: 409, detail: `At most ${MOST} emergency contacts are kept.` })
    await told(tx, ctx, studentId, 'emergency.changed')
    return row
  })
}

/** @throws DomainError `not_found`, `forbidden` */
export async function removeEmergencyContact(ctx: TenantContext<Viewer>, studentId: string, contactId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    await lockStudent(tx, ctx, studentId)
    const gone = await tx.$executeRaw(sql`
      DELETE FROM emergency_contacts WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "studentId" = ${studentId}::uuid AND id = ${contactId}::uuid`)
    if (gone === 0) throw notInSight()
    await told(tx, ctx, studentId, 'emergency.changed')
  })
}
