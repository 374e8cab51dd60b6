import { type Sql, sql } from '../../infra/db/sql'

/**
 * The closed days that hold a day at a branch, as a sub-select of `id` and `reason`: those of the branch before those of the
 * whole tenant.
 * @param tenantId @param branchId @param date SQL, likely columns of the query around it
 */
export const closedOn = (tenantId: Sql, branchId: Sql, date: Sql): Sql => sql`
  SELECT shut.id, shut.reason FROM closures shut
  WHERE shut."tenantId" = ${tenantId} AND shut."endedAt" IS NULL AND shut."to" >= ${date} AND shut."from" <= ${date}
    AND (shut."branchId" IS NULL OR shut."branchId" = ${branchId})
  ORDER BY shut."branchId" NULLS LAST, shut.id LIMIT 1`
