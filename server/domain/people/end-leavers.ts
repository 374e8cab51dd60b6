import { localToday } from '#shared/utils/local-date'
import { systemContext } from '../context'
import { emit } from '../events/emit'
import { findTenantById } from '../schools/directory'
import type { Round } from '../schools/rounds'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** Ends the records of a tenant whose last day is over, unless a place goes on. @returns how many */
export async function endLeavers(tenantId: string): Promise<number> {
  const tenant = await findTenantById(tenantId)
  if (!tenant) return 0
  const ctx = systemContext(tenant, 'leavers')
  return db.change(ctx, async (tx) => {
    const leavers = await tx.$queryRaw<{ id: string, stays: boolean }[]>(sql`
      SELECT s.id, EXISTS (SELECT 1 FROM enrolments e WHERE e."tenantId" = s."tenantId" AND e."studentId" = s.id AND (e."to" IS NULL OR e."to" > s."leavesOn")) AS stays
      FROM students s WHERE s."tenantId" = ${tenantId}::uuid AND s."leavesOn" < ${localToday(tenant)}::date AND s."endedAt" IS NULL FOR UPDATE OF s`)
    const gone = leavers.filter(({ stays }) => !stays).map(({ id }) => id)
    await tx.$executeRaw(sql`
      UPDATE students s SET "endedAt" = CASE WHEN l.stays THEN NULL ELSE now() END, "endedByHand" = NOT l.stays,
        "leavesOn" = CASE WHEN l.stays THEN NULL ELSE s."leavesOn" END, "updatedAt" = now()
      FROM jsonb_to_recordset(${JSON.stringify(leavers)}::jsonb) AS l(id uuid, stays boolean) WHERE s."tenantId" = ${tenantId}::uuid AND s.id = l.id`)
    if (gone.length > 0) await emit(tx, ctx, { name: 'student.changed', payload: { studentIds: gone } })
    return gone.length
  })
}

export const LEAVERS: Round = {
  name: 'leavers',
  // By the calendar of the zone where it is latest: in some nothing is due yet.
  due: sql`SELECT DISTINCT s."tenantId" FROM students s JOIN tenant_homes h ON h."tenantId" = s."tenantId" AND h.state = 'active'
    WHERE s."leavesOn" < CURRENT_DATE + 1 AND s."endedAt" IS NULL`,
  work: endLeavers,
}
