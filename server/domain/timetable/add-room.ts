import type { Room } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { invalid } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { branchesManaged } from './policy'
import { requireRoomName } from './require-room-name'

/**
 * Names a room of a branch: two lessons there at once are shown as a conflict.
 * @throws DomainError `invalid`, `room_exists` 409
 */
export async function addRoom(ctx: TenantContext<Viewer>, { branchId, name }: { branchId: string, name: string }): Promise<Room> {
  return db.change(ctx, async (tx) => {
    const [found] = await tx.$queryRaw<unknown[]>(sql`
      SELECT 1 FROM branches b WHERE b."tenantId" = ${ctx.tenant.id}::uuid AND b.id = ${branchId}::uuid AND ${branchesManaged(ctx)} FOR UPDATE`)
    if (!found) throw invalid([{ path: 'branchId', code: 'not_found', message: 'There is no such branch of yours.' }])
    await requireRoomName(tx, ctx, { branchId, name })
    const [room] = await tx.$queryRaw<Room[]>(sql`
      INSERT INTO rooms ("tenantId", "branchId", name) VALUES (${ctx.tenant.id}::uuid, ${branchId}::uuid, ${name}) RETURNING id, "branchId", name`)
    if (!room) throw new Error('a room was not made')
    await recordAudit(tx, ctx, { action: 'room.added', subject: 'room', subjectId: room.id, details: { branchId, name } })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: null } })
    return room
  })
}
