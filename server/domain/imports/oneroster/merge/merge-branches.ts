import { sql } from '../../../../infra/db/sql'
import { countFates, type Merge } from './merge'

/** Schools, departments and local organisations become branches. */
export async function mergeBranches(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "plan_branches" on commit drop as
    select
      b."id", o."sourcedId", o."name",
      case when b."id" is null then 'added' when b."name" <> o."name" then 'changed' else 'unchanged' end as "fate"
    from "in_orgs" o
    left join "branches" b on b."tenantId" = ${tenant.id}::uuid and b."sourcedId" = o."sourcedId"
    where o."branch" and not o."deleted"`)
  await tx.query(sql`
    insert into "branches" ("tenantId", "name", "sourcedId")
    select ${tenant.id}::uuid, "name", "sourcedId" from "plan_branches" where "fate" = 'added'`)
  await tx.query(sql`
    update "branches" b set "name" = p."name"
    from "plan_branches" p where p."fate" = 'changed' and b."tenantId" = ${tenant.id}::uuid and b."id" = p."id"`)
  await countFates(merge, 'branches', sql`"plan_branches"`)
}
