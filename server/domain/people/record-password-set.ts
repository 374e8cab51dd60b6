import { recordAudit } from '../audit/record-audit'
import type { TenantContext } from '../context'
import { db } from '../../infra/db/db'

/** Notes that somebody set their own password, by a link from a mail or knowing the old one. */
export async function recordPasswordSet(ctx: TenantContext, userId: string): Promise<void> {
  await db.change(ctx, tx => recordAudit(tx, ctx, { action: 'user.password_set', subject: 'user', subjectId: userId }))
}
