import { localToday } from '#shared/utils/local-date'
import type { Room } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { notInSight } from '../errors'
import { recordAudit } from '../audit/record-audit'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { lockTimetable } from './lock-timetable'
import { branchesManaged } from './policy'
import { requireRoomName } from './require-room-name'

/**
 * Gives a room another name, and with it the lessons that are there from today on, in every calendar too; those that are
 * over keep the name of their day.
 * @throws DomainError `not_found`, `room_exists` 409
 */
export async function renameRoom(ctx: TenantContext<Viewer>, roomId: string, name: string): Promise<Room> {
  const tenantId = sql`${ctx.tenant.id}::uuid`
  return db.change(ctx, async (tx) => {
    await lockTimetable(tx, ctx)
    const [room] = await tx.$queryRaw<Room[]>(sql`
      SELECT r.id, r."branchId", r.name FROM rooms r JOIN branches b ON b."tenantId" = r."tenantId" AND b.id = r."branchId"
      WHERE r."tenantId" = ${tenantId} AND r.id = ${roomId}::uuid AND ${branchesManaged(ctx)} FOR UPDATE OF b, r`)
    if (!room) throw notInSight()
    if (room.name === name) return room
    await requireRoomName(tx, ctx, { ...room, name })
    await tx.$executeRaw(sql`UPDATE rooms SET name = ${name} WHERE "tenantId" = ${tenantId} AND id = ${roomId}::uuid`)
    await tx.$executeRaw(sql`
      UPDATE lesson_series s SET place = ${name} FROM groups g
      WHERE s."tenantId" = ${tenantId} AND g."tenantId" = s."tenantId" AND g.id = s."groupId" AND g."branchId" = ${room.branchId}::uuid AND lower(s.place) = lower(${room.name})`)
    await tx.$executeRaw(sql`
      UPDATE lessons l SET place = ${name}, sequence = l.sequence + 1, "updatedAt" = now()
      WHERE l."tenantId" = ${tenantId} AND l."branchId" = ${room.branchId}::uuid AND l.date >= ${localToday(ctx.tenant)}::date AND lower(l.place) = lower(${room.name})`)
    await recordAudit(tx, ctx, { action: 'room.renamed', subject: 'room', subjectId: roomId, details: { from: room.name, name } })
    await emit(tx, ctx, { name: 'timetable.changed', payload: { batchId: null } })
    return { id: roomId, branchId: room.branchId, name }
  })
}
