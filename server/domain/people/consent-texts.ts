import type { ConsentTextChange, ConsentTexts } from '#shared/schemas/consents'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** What the school asks for now, the latest version of each kind. */
export async function listConsentTexts(ctx: TenantContext<Viewer>): Promise<ConsentTexts> {
  return { data: await db.query(ctx, sql`
    SELECT DISTINCT ON (t.kind) t.id, t.kind, t.version, t.text FROM consent_texts t
    WHERE t."tenantId" = ${ctx.tenant.id}::uuid ORDER BY t.kind, t.version DESC`) }
}

/** Writes a new version; the same words once more change nothing. What was decided on earlier ones stays. */
export async function changeConsentText(ctx: TenantContext<Viewer>, { kind, text }: ConsentTextChange): Promise<{ version: number }> {
  const tenant = ctx.tenant.id
  return db.change(ctx, async (tx) => {
    await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`consent:${tenant}:${kind}`}, 0))`)
    const [last] = await tx.$queryRaw<{ version: number, text: string }[]>(sql`
      SELECT version, text FROM consent_texts WHERE "tenantId" = ${tenant}::uuid AND kind = ${kind}::consent_kind ORDER BY version DESC LIMIT 1`)
    if (last?.text === text) return { version: last.version }
    const version = (last?.version ?? 0) + 1
    const [row] = await tx.$queryRaw<{ id: string }[]>(sql`
      INSERT INTO consent_texts ("tenantId", kind, version, text, "createdBy")
      VALUES (${tenant}::uuid, ${kind}::consent_kind, ${version}, ${text}, ${ctx.viewer.userId}::uuid) RETURNING id`)
    await recordAudit(tx, ctx, { action: 'consent.worded', subject: 'consent_text', ...row ? { subjectId: row.id } : {}, details: { kind, version } })
    await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: [] } })
    return { version }
  })
}
