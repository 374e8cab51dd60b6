import { localToday } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { type Sql, sql } from '../../infra/db/sql'
import { accessKept } from './of-age'

/** The guardians of today who may see the records of a group's students of today, as a sub-select of ids. */
export function guardiansOfGroup(ctx: TenantContext, groupId: string): Sql {
  const today = localToday(ctx.tenant)
  return sql`SELECT gu."userId" FROM guardianships gu
    JOIN enrolments e ON e."tenantId" = gu."tenantId" AND e."studentId" = gu."studentId"
    WHERE gu."tenantId" = ${ctx.tenant.id}::uuid AND e."groupId" = ${groupId}::uuid AND gu."maySeeRecords" AND ${accessKept(ctx)}
      AND gu."from" <= ${today}::date AND (gu."to" IS NULL OR gu."to" >= ${today}::date)
      AND e."from" <= ${today}::date AND (e."to" IS NULL OR e."to" >= ${today}::date)`
}
