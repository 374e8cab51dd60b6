import type { Role } from '#shared/schemas/tenant'
import type { TenantContext, Viewer } from '../context'
import { invalid } from '../errors'
import type { SqlTransaction } from '../../infra/db/db'
import { ids, sql } from '../../infra/db/sql'

export interface Rights { roles: Role[], branchIds: string[] }

/** What a manager may give: nothing that reaches beyond branches. */
const GIVEN_BY_MANAGER: readonly Role[] = ['manager', 'teacher', 'parent', 'student']

/**
 * Sets the roles and branches of a person, all of them.
 * @throws DomainError `invalid` with the path of a role above the viewer's own, or a branch that is not theirs
 */
export async function setRights(tx: SqlTransaction, ctx: TenantContext<Viewer>, userId: string, { roles, branchIds }: Rights): Promise<void> {
  const { viewer, tenant } = ctx
  const isAdmin = viewer.roles.includes('admin')
  const above = roles.findIndex(role => role === 'operator' || (!isAdmin && !GIVEN_BY_MANAGER.includes(role)))
  if (above >= 0) throw invalid([{ path: `roles.${above}`, code: 'not_yours', message: 'This role is not yours to give.' }])
  const known = await tx.$queryRaw<{ id: string }[]>(sql`SELECT b.id FROM branches b WHERE b."tenantId" = ${tenant.id}::uuid AND b.id = ANY(${ids(branchIds)})`)
  const foreign = branchIds.findIndex(id => !known.some(branch => branch.id === id) || (!isAdmin && !viewer.branchIds.includes(id)))
  if (foreign >= 0) throw invalid([{ path: `branchIds.${foreign}`, code: 'not_found', message: 'There is no such branch of yours.' }])
  if (roles.includes('manager') !== (branchIds.length > 0))
    throw invalid([{ path: 'branchIds', code: 'required', message: 'A manager has branches, and nobody else has.' }])
  const kept = sql`${[...roles]}::text[]`
  await tx.$executeRaw(sql`DELETE FROM user_roles WHERE "tenantId" = ${tenant.id}::uuid AND "userId" = ${userId}::uuid AND role::text <> ALL(${kept})`)
  await tx.$executeRaw(sql`
    INSERT INTO user_roles ("tenantId", "userId", role) SELECT ${tenant.id}::uuid, ${userId}::uuid, r::role FROM unnest(${kept}) AS r ON CONFLICT DO NOTHING`)
  await tx.$executeRaw(sql`DELETE FROM user_branches WHERE "tenantId" = ${tenant.id}::uuid AND "userId" = ${userId}::uuid AND "branchId" <> ALL(${ids(branchIds)})`)
  await tx.$executeRaw(sql`
    INSERT INTO user_branches ("tenantId", "userId", "branchId") SELECT ${tenant.id}::uuid, ${userId}::uuid, b FROM unnest(${ids(branchIds)}) AS b ON CONFLICT DO NOTHING`)
}
