import type { TenantContext, Viewer } from '../context'
import { Batches } from '../../infra/db/batches'
import { db } from '../../infra/db/db'
import type { TenantScope } from '../../infra/db/head'
import { sql } from '../../infra/db/sql'

interface View { actorId: string, action: string, subject: string, subjectId: string, requestId: string, at: string }

const views = new Batches<View>('views', insert)

/**
 * Notes in the audit log that somebody looked at a contact, a medical note or private feedback. Nobody waits for it.
 * @param action `noun.verb`, such as `contact.viewed`
 */
export function recordView(ctx: TenantContext<Viewer>, action: string, subject: string, subjectId: string): void {
  views.add(ctx, { actorId: ctx.viewer.userId, action, subject, subjectId, requestId: ctx.requestId, at: new Date().toISOString() })
}

async function insert(scope: TenantScope, views: View[]): Promise<void> {
  await db.change(scope, tx => tx.$executeRaw(sql`
    INSERT INTO audit_entries ("tenantId", at, "actorId", action, subject, "subjectId", "requestId")
    SELECT ${scope.tenant.id}::uuid, v.at, v."actorId", v.action, v.subject, v."subjectId", v."requestId"
    FROM jsonb_to_recordset(${JSON.stringify(views)}::jsonb)
      AS v (at timestamptz, "actorId" uuid, action text, subject text, "subjectId" uuid, "requestId" text)`))
}
