import { sql } from '../../../../infra/db/sql'
import { check } from '../../stage'
import { academicSessions } from '../files/academic-sessions'
import { orgs } from '../files/orgs'
import { countTouched, type Merge } from './merge'

/** Removes branches and terms that the bundle removes, unless history still stands on them. */
export async function endPlaces(merge: Merge): Promise<void> {
  const { ctx: { tenant }, ends, modes } = merge
  const branchInUse = sql`(
    exists (select from "groups" g where g."tenantId" = ${tenant.id}::uuid and g."branchId" = b."id")
    or exists (select from "lessons" l where l."tenantId" = ${tenant.id}::uuid and l."branchId" = b."id")
    or exists (select from "user_branches" m where m."tenantId" = ${tenant.id}::uuid and m."branchId" = b."id"))`
  const termInUse = sql`exists (select from "group_terms" l where l."tenantId" = ${tenant.id}::uuid and l."termId" = t."id")`
  await countTouched(merge, 'removed', 'branches', sql`
    delete from "branches" b
    where b."tenantId" = ${tenant.id}::uuid and b."sourcedId" is not null and not ${branchInUse}
      and not exists (select from "plan_branches" p where p."sourcedId" = b."sourcedId")
      and (${ends && modes.get(orgs) === 'bulk'} or exists (select from "in_orgs" o where o."sourcedId" = b."sourcedId"))
    returning 1`)
  await countTouched(merge, 'removed', 'terms', sql`
    delete from "terms" t
    where t."tenantId" = ${tenant.id}::uuid and t."sourcedId" is not null and not ${termInUse}
      and not exists (select from "plan_terms" p where p."sourcedId" = t."sourcedId")
      and (${ends && modes.get(academicSessions) === 'bulk'} or exists (select from "in_academicSessions" a where a."sourcedId" = t."sourcedId"))
    returning 1`)
  await check(merge, {
    severity: 'warning', file: orgs.fileName, column: 'status', code: 'still_in_use',
    rows: sql`select o."line", o."sourcedId" from "in_orgs" o join "branches" b on b."tenantId" = ${tenant.id}::uuid and b."sourcedId" = o."sourcedId" where o."deleted"`,
  })
  await check(merge, {
    severity: 'warning', file: academicSessions.fileName, column: 'status', code: 'still_in_use',
    rows: sql`select a."line", a."sourcedId" from "in_academicSessions" a join "terms" t on t."tenantId" = ${tenant.id}::uuid and t."sourcedId" = a."sourcedId" where a."deleted"`,
  })
}
