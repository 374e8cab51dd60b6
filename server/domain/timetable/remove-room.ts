import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { branchesManaged } from './policy'

/** Forgets a room; lessons keep its name as their place. @throws DomainError `not_found` */
export async function removeRoom(ctx: TenantContext<Viewer>, roomId: string): Promise<void> {
  await db.change(ctx, async (tx) => {
    const removed = await tx.$executeRaw(sql`
      DELETE FROM rooms r USING branches b
      WHERE r."tenantId" = ${ctx.tenant.id}::uuid AND r.id = ${roomId}::uuid AND b."tenantId" = r."tenantId" AND b.id = r."branchId" AND ${branchesManaged(ctx)}`)
    if (removed === 0) throw notInSight()
    await recordAudit(tx, ctx, { action: 'room.removed', subject: 'room', subjectId: roomId })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: null } })
  })
}
