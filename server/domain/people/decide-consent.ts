import type { ConsentDecision } from '#shared/schemas/consents'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { DomainError, forbidden, invalid, notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { dropPhoto } from './keep-photo'
import { decidesFor } from './list-consents'
import { studentsInSight } from './sight'

interface Asked { kind: string, version: number, latest: boolean }

/**
 * A guardian, or a student of age, agrees to what they have read, or takes it back. What was decided before stays written.
 * @throws DomainError `not_found`, `forbidden`, `invalid` for a text that is not the school's, `text_changed` 409
 */
export async function decideConsent(ctx: TenantContext<Viewer>, studentId: string, { textId, given }: ConsentDecision): Promise<void> {
  const tenant = ctx.tenant.id
  await db.change(ctx, async (tx) => {
    const [student] = await tx.$queryRaw<{ decides: boolean }[]>(sql`
      SELECT ${decidesFor(ctx)} AS decides FROM students s
      WHERE s."tenantId" = ${tenant}::uuid AND s.id = ${studentId}::uuid AND s."erasedAt" IS NULL AND ${studentsInSight(ctx)} FOR UPDATE OF s`)
    if (!student) throw notInSight()
    if (!student.decides) throw forbidden('The guardians decide this, or the student once of age.')
    const [asked] = await tx.$queryRaw<Asked[]>(sql`
      SELECT t.kind::text AS kind, t.version, NOT EXISTS (SELECT 1 FROM consent_texts n WHERE n."tenantId" = t."tenantId" AND n.kind = t.kind AND n.version > t.version) AS latest
      FROM consent_texts t WHERE t."tenantId" = ${tenant}::uuid AND t.id = ${textId}::uuid`)
    if (!asked) throw invalid([{ path: 'textId', code: 'not_found', message: 'There is no such text.' }])
    // To take back what was given needs no reading.
    if (given && !asked.latest) throw new DomainError('text_changed', { status: 409, detail: 'The text has changed meanwhile; read it once more.' })
    await tx.$executeRaw(sql`
      INSERT INTO consents ("tenantId", "studentId", "textId", given, "decidedBy")
      VALUES (${tenant}::uuid, ${studentId}::uuid, ${textId}::uuid, ${given}, ${ctx.viewer.userId}::uuid)`)
    if (asked.kind === 'photos_inside' && !given) await dropPhoto(tx, ctx, studentId)
    await recordAudit(tx, ctx, {
      action: given ? 'consent.given' : 'consent.withdrawn', subject: 'student', subjectId: studentId, details: { kind: asked.kind, version: asked.version },
    })
    await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: [studentId] } })
  })
}
