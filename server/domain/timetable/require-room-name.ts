import type { TenantContext } from '../context'
import { DomainError } from '../errors'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/**
 * A name that no other room of the branch has. Whoever calls it holds the branch since an earlier statement: this one
 * sees what was written while that one waited.
 * @throws DomainError `room_exists` 409
 */
export async function requireRoomName(
  tx: SqlTransaction, { tenant }: TenantContext, { branchId, name, id }: { branchId: string, name: string, id?: string },
): Promise<void> {
  const taken = await tx.$queryRaw<unknown[]>(sql`
    SELECT 1 FROM rooms r WHERE r."tenantId" = ${tenant.id}::uuid AND r."branchId" = ${branchId}::uuid
      AND lower(r.name) = lower(${name}) AND r.id IS DISTINCT FROM ${id ?? null}::uuid`)
  if (taken.length > 0) throw new DomainError('room_exists', { status: 409, detail: 'The branch has a room of this name.' })
}
