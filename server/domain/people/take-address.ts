import type { TenantContext } from '../context'
import { DomainError } from '../errors'
import type { SqlTransaction } from '../../infra/db/db'
import { sql } from '../../infra/db/sql'

/** Makes sure that nobody else has, or takes meanwhile, the address that a person is about to get. @throws DomainError `address_taken` 409 */
export async function takeAddress(tx: SqlTransaction, ctx: TenantContext, userId: string, email: string): Promise<void> {
  await tx.$executeRaw(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`address:${ctx.tenant.id}:${email}`}, 0))`)
  const taken = await tx.$queryRaw<unknown[]>(sql`SELECT 1 FROM users WHERE "tenantId" = ${ctx.tenant.id}::uuid AND email = ${email} AND id <> ${userId}::uuid`)
  if (taken.length > 0) throw new DomainError('address_taken', { status: 409, detail: 'Somebody signs in with this address already.' })
}
