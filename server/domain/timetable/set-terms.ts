import type { TenantContext } from '../context'
import { invalid } from '../errors'
import type { SqlTransaction } from '../../infra/db/db'
import { ids, sql } from '../../infra/db/sql'

/** Says in which terms a group meets. @throws DomainError `invalid` for a term that there is not */
export async function setTerms(tx: SqlTransaction, ctx: TenantContext, groupId: string, termIds: readonly string[]): Promise<void> {
  const tenant = sql`${ctx.tenant.id}::uuid`
  const known = await tx.$queryRaw<unknown[]>(sql`SELECT 1 FROM terms t WHERE t."tenantId" = ${tenant} AND t.id = ANY(${ids(termIds)})`)
  if (known.length < new Set(termIds).size) throw invalid([{ path: 'termIds', code: 'not_found', message: 'There is no such term.' }])
  await tx.$executeRaw(sql`
    DELETE FROM group_terms WHERE "tenantId" = ${tenant} AND "groupId" = ${groupId}::uuid AND "termId" <> ALL(${ids(termIds)})`)
  await tx.$executeRaw(sql`
    INSERT INTO group_terms ("tenantId", "groupId", "termId") SELECT ${tenant}, ${groupId}::uuid, t FROM unnest(${ids(termIds)}) t
    ON CONFLICT ("tenantId", "groupId", "termId") DO NOTHING`)
}
