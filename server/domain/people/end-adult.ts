import { addDays, localToday } from '#shared/utils/local-date'
import { recordAudit } from '../audit/record-audit'
import type { TenantContext, Viewer } from '../context'
import { forbidden } from '../errors'
import { emit } from '../events/emit'
import { db } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'
import { endPlaces } from './end-places'
import { lockAdult } from './lock-people'

/**
 * A person leaves: no sign-in from now on, their groups and guardianships end with yesterday, what they did stays under their
 * name, and the address can be given again.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function endAdult(ctx: TenantContext<Viewer>, userId: string): Promise<void> {
  if (userId === ctx.viewer.userId) throw forbidden('Nobody ends themselves.')
  const tenant = ctx.tenant.id
  const yesterday = addDays(localToday(ctx.tenant), -1)
  await db.change(ctx, async (tx) => {
    await lockAdult(tx, ctx, userId)
    await tx.$executeRaw(sql`
      UPDATE users SET "endedAt" = now(), "endedByHand" = true, email = NULL, "emailVerified" = false, "updatedAt" = now() WHERE "tenantId" = ${tenant}::uuid AND id = ${userId}::uuid`)
    await tx.$executeRaw(sql`DELETE FROM sessions WHERE "tenantId" = ${tenant}::uuid AND "userId" = ${userId}::uuid`)
    await tx.$executeRaw(sql`DELETE FROM accounts WHERE "tenantId" = ${tenant}::uuid AND "userId" = ${userId}::uuid`)
    await tx.$executeRaw(sql`UPDATE invitations SET "revokedAt" = now() WHERE "tenantId" = ${tenant}::uuid AND "userId" = ${userId}::uuid AND "usedAt" IS NULL AND "revokedAt" IS NULL`)
    await endPlaces(tx, ctx, 'assignments', sql`x."userId" = ${userId}::uuid`, yesterday)
    await tx.$executeRaw(sql`
      UPDATE guardianships SET "to" = ${yesterday}::date, "endedAt" = NULL
      WHERE "tenantId" = ${tenant}::uuid AND "userId" = ${userId}::uuid AND ("to" IS NULL OR "to" > ${yesterday}::date)`)
    await recordAudit(tx, ctx, { action: 'user.ended', subject: 'user', subjectId: userId })
    await emit(tx, ctx, { name: 'person.changed', payload: { userId } })
  })
}
