import type { AdultChange } from '#shared/schemas/adults'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { forbidden } from '../errors'
import { emit } from '../events/emit'
import { db, type SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { lockAdult, type KeptAdult } from './lock-people'
import { type Rights, setRights } from './set-rights'
import { takeAddress } from './take-address'

/**
 * Changes a person's name, address, telephone, roles and branches; imports leave alone what was changed. A new address ends
 * their sessions. Nobody takes the admin's role from themselves, so that a school always has one.
 * @throws DomainError `not_found`, `forbidden`, `invalid`, `address_taken` 409
 */
export async function changeAdult(ctx: TenantContext<Viewer>, userId: string, change: AdultChange): Promise<{ id: string }> {
  return db.change(ctx, async (tx) => {
    const was = await lockAdult(tx, ctx, userId)
    await changeWords(tx, ctx, was, change)
    if (change.roles || change.branchIds) {
      const rights = await rightsOf(tx, ctx, userId)
      if (userId === ctx.viewer.userId && change.roles && rights.roles.some(role => !change.roles?.includes(role as never)))
        throw forbidden('Nobody takes a role from themselves.')
      await setRights(tx, ctx, userId, { roles: change.roles ?? rights.roles, branchIds: change.branchIds ?? rights.branchIds })
    }
    await recordAudit(tx, ctx, { action: 'user.changed', subject: 'user', subjectId: userId, details: { fields: Object.keys(change), ...change.roles ? { roles: change.roles } : {} } })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId } })
    return { id: userId }
  })
}

async function rightsOf(tx: SqlTransaction, ctx: TenantContext, userId: string): Promise<Rights> {
  const [row] = await tx.$queryRaw<Rights[]>(sql`
    SELECT ARRAY(SELECT role::text FROM user_roles WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${userId}::uuid) AS roles,
      ARRAY(SELECT "branchId" FROM user_branches WHERE "tenantId" = ${ctx.tenant.id}::uuid AND "userId" = ${userId}::uuid) AS "branchIds"`)
  return row ?? { roles: [], branchIds: [] }
}

async function changeWords(tx: SqlTransaction, ctx: TenantContext, was: KeptAdult, change: AdultChange): Promise<void> {
  const { tenant: { id: tenant } } = ctx
  const [givenName, familyName] = [change.givenName ?? was.givenName, change.familyName ?? was.familyName]
  const renamed = givenName !== was.givenName || familyName !== was.familyName
  const email = change.email === undefined ? was.email : change.email
  if (email && email !== was.email) await takeAddress(tx, ctx, was.id, email)
  await tx.$executeRaw(sql`
    UPDATE users SET "givenName" = ${givenName}, "familyName" = ${familyName}, name = CASE WHEN ${renamed} THEN ${`${givenName} ${familyName}`.trim()} ELSE name END,
      email = ${email}, "emailVerified" = "emailVerified" AND email IS NOT DISTINCT FROM ${email}, "updatedAt" = now(),
      phone = CASE WHEN ${change.phone !== undefined} THEN ${change.phone ?? null} ELSE phone END,
      "changedByHand" = "changedByHand" OR ${renamed || change.email !== undefined || change.phone !== undefined}, "rolesByHand" = "rolesByHand" OR ${change.roles !== undefined}
    WHERE "tenantId" = ${tenant}::uuid AND id = ${was.id}::uuid`)
  if (email !== was.email) await tx.$executeRaw(sql`DELETE FROM sessions WHERE "tenantId" = ${tenant}::uuid AND "userId" = ${was.id}::uuid`)
}
