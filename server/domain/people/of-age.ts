import { localToday, yearsBefore } from '#shared/utils/local-date'
import type { TenantContext } from '../context'
import { type Sql, sql } from '../../infra/db/sql'

/** Over the alias `s` (students): has the birthday from which a student decides who keeps access. Unknown birth dates have not. */
export function ofAge({ tenant }: Pick<TenantContext, 'tenant'>): Sql {
  const { ageOfMajority } = tenant.settings
  if (ageOfMajority === null) return sql`false`
  return sql`(s."birthDate" IS NOT NULL AND s."birthDate" <= ${yearsBefore(localToday(tenant), ageOfMajority)}::date)`
}

/** Over the alias `gu` (guardianships): the student is not of age yet, or lets this guardian keep their access. */
export const accessKept = (ctx: Pick<TenantContext, 'tenant'>): Sql => sql`(gu."grantedAt" IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM students s WHERE s."tenantId" = gu."tenantId" AND s.id = gu."studentId" AND ${ofAge(ctx)}))`
