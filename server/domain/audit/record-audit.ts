import type { TenantContext } from '../context'
import type { AnyTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

export interface AuditNote {
  /** `noun.verb` */
  action: string
  subject?: string
  subjectId?: string
  /** What changed, without secrets and without anybody's words. */
  details?: Record<string, unknown>
}

/** Writes one line of the audit log in the transaction of the change itself. */
export async function recordAudit(tx: AnyTransaction, ctx: TenantContext, note: AuditNote): Promise<void> {
  await tx.$executeRaw(sql`
    INSERT INTO audit_entries ("tenantId", "actorId", action, subject, "subjectId", "requestId", details)
    VALUES (${ctx.tenant.id}::uuid, ${ctx.viewer?.userId ?? null}::uuid, ${note.action}, ${note.subject ?? null},
      ${note.subjectId ?? null}::uuid, ${ctx.requestId}, ${JSON.stringify(note.details ?? {})}::jsonb)`)
}
