import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'

/** Signs one of the viewer's own devices out, at once. @throws DomainError `not_found` */
export async function revokeSession(ctx: TenantContext<Viewer>, sessionId: string): Promise<void> {
  await db.write(ctx, async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId: ctx.viewer.userId } })
    if (count === 0) throw notInSight()
    await recordAudit(tx, ctx, { action: 'session.revoked', subject: 'session', subjectId: sessionId })
    await emit(tx, ctx, { name: 'session.ended', payload: {} })
  })
}
