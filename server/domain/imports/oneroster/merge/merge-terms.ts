import { sql } from '../../../../infra/db/sql'
import { countFates, type Merge } from './merge'

/** Every academic session becomes a term, whatever its length. */
export async function mergeTerms(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "plan_terms" on commit drop as
    select
      t."id", a."sourcedId", a."name", a."startsOn", a."endsOn",
      case
        when t."id" is null then 'added'
        when (t."name", t."startsOn", t."endsOn") is distinct from (a."name", a."startsOn", a."endsOn") then 'changed'
        else 'unchanged'
      end as "fate"
    from "in_academicSessions" a
    left join "terms" t on t."tenantId" = ${tenant.id}::uuid and t."sourcedId" = a."sourcedId"
    where not a."deleted"`)
  await tx.query(sql`
    insert into "terms" ("tenantId", "name", "startsOn", "endsOn", "sourcedId")
    select ${tenant.id}::uuid, "name", "startsOn", "endsOn", "sourcedId" from "plan_terms" where "fate" = 'added'`)
  await tx.query(sql`
    update "terms" t set "name" = p."name", "startsOn" = p."startsOn", "endsOn" = p."endsOn"
    from "plan_terms" p where p."fate" = 'changed' and t."tenantId" = ${tenant.id}::uuid and t."id" = p."id"`)
  await countFates(merge, 'terms', sql`"plan_terms"`)
}
