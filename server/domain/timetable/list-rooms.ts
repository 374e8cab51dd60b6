import type { Room } from '#shared/schemas/timetable'
import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { branchesRead } from './policy'

const MOST = 500

/** The rooms of the branches whose timetable the viewer reads, by name. */
export async function listRooms(ctx: TenantContext<Viewer>): Promise<{ data: Room[] }> {
  const data = await db.query<Room>(ctx, sql`
    SELECT r.id, r."branchId", r.name FROM rooms r JOIN branches b ON b."tenantId" = r."tenantId" AND b.id = r."branchId"
    WHERE r."tenantId" = ${ctx.tenant.id}::uuid AND ${branchesRead(ctx)} ORDER BY b.name, r.name, r.id LIMIT ${MOST}::int`)
  return { data }
}
