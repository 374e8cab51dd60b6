import { sql } from '../../../../infra/db/sql'
import { settleTable } from '../../stage'
import { classes } from '../files/classes'
import { countFates, countTouched, type Merge } from './merge'

/** Classes become groups, each with its course and all its terms. */
export async function mergeGroups(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "plan_groups" on commit drop as
    select
      g."id", c."sourcedId", c."name", b."id" as "branchId", c."course" as "courseSourcedId", t."termIds",
      case when c."course" is not null then coalesce(
        o."name", (select k."courseName" from "groups" k where k."tenantId" = ${tenant.id}::uuid and k."courseSourcedId" = c."course" limit 1)
      ) end as "courseName",
      ''::text as "fate"
    from "in_classes" c
    join "branches" b on b."tenantId" = ${tenant.id}::uuid and b."sourcedId" = c."school"
    left join "in_courses" o on o."sourcedId" = c."course" and not o."deleted"
    left join "groups" g on g."tenantId" = ${tenant.id}::uuid and g."sourcedId" = c."sourcedId"
    cross join lateral (
      select coalesce(array_agg(t."id" order by t."id"), '{}') as "termIds"
      from "terms" t
      where t."tenantId" = ${tenant.id}::uuid and t."sourcedId" = any (c."terms")
        and not exists (select from "in_academicSessions" a where a."sourcedId" = t."sourcedId" and a."deleted")
    ) as t
    where not c."deleted"`)
  await tx.query(sql`
    update "plan_groups" p set "fate" = case
      when p."id" is null then 'added'
      when exists (
        select from "groups" g
        where g."tenantId" = ${tenant.id}::uuid and g."id" = p."id" and g."endedAt" is null
          and (g."name", g."branchId", g."courseName", g."courseSourcedId")
            is not distinct from (p."name", p."branchId", p."courseName", p."courseSourcedId")
          and p."termIds" = (
            select coalesce(array_agg(t."termId" order by t."termId"), '{}')
            from "group_terms" t where t."tenantId" = ${tenant.id}::uuid and t."groupId" = p."id"
          )
      ) then 'unchanged'
      else 'changed'
    end`)
  await tx.query(sql`
    insert into "groups" ("tenantId", "branchId", "name", "courseName", "courseSourcedId", "sourcedId")
    select ${tenant.id}::uuid, "branchId", "name", "courseName", "courseSourcedId", "sourcedId" from "plan_groups" where "fate" = 'added'`)
  await tx.query(sql`
    update "groups" g
    set "branchId" = p."branchId", "name" = p."name", "courseName" = p."courseName", "courseSourcedId" = p."courseSourcedId", "endedAt" = null
    from "plan_groups" p where p."fate" = 'changed' and g."tenantId" = ${tenant.id}::uuid and g."id" = p."id"`)
  await settleTable(merge, sql`"plan_groups"`, 'sourcedId')
  await countFates(merge, 'groups', sql`"plan_groups"`)
  await renameCourses(merge)
  await setTerms(merge)
}

/** A course may get a new title while its classes are not in the bundle. */
async function renameCourses(merge: Merge): Promise<void> {
  const { ctx: { tenant } } = merge
  await countTouched(merge, 'changed', 'groups', sql`
    update "groups" g set "courseName" = o."name"
    from "in_courses" o
    where not o."deleted" and g."tenantId" = ${tenant.id}::uuid and g."courseSourcedId" = o."sourcedId" and g."courseName" is distinct from o."name"
    returning 1`)
}

async function setTerms({ tx, ctx: { tenant } }: Merge): Promise<void> {
  await tx.query(sql`
    delete from "group_terms" t using "plan_groups" p
    where p."fate" = 'changed' and t."tenantId" = ${tenant.id}::uuid and t."groupId" = p."id" and t."termId" <> all (p."termIds")`)
  await tx.query(sql`
    insert into "group_terms" ("tenantId", "groupId", "termId")
    select ${tenant.id}::uuid, g."id", t."id"
    from "plan_groups" p
    join "groups" g on g."tenantId" = ${tenant.id}::uuid and g."sourcedId" = p."sourcedId"
    cross join unnest(p."termIds") as t ("id")
    where p."fate" <> 'unchanged'
    on conflict ("tenantId", "groupId", "termId") do nothing`)
}

export async function endGroups(merge: Merge): Promise<void> {
  const { ctx: { tenant }, ends, modes } = merge
  await countTouched(merge, 'removed', 'groups', sql`
    update "groups" g set "endedAt" = now()
    where g."tenantId" = ${tenant.id}::uuid and g."sourcedId" is not null and g."endedAt" is null
      and not exists (select from "plan_groups" p where p."sourcedId" = g."sourcedId")
      and (${ends && modes.get(classes) === 'bulk'} or exists (select from "in_classes" d where d."sourcedId" = g."sourcedId" and d."deleted"))
    returning 1`)
}
