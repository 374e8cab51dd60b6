import { sql } from '../../../../infra/db/sql'
import { check, settleTable } from '../../stage'
import { users } from '../files/users'
import { countFates, countTouched, type Merge } from './merge'

/** Links parents and children, whichever of the two names the other as agent. */
export async function mergeGuardianships(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant }, today } = merge
  await planLinks(merge)
  await check(merge, {
    severity: 'warning', file: users.fileName, column: 'agentSourcedIds', code: 'agent_not_guardian',
    rows: sql`
      select l."line", l."agent" from "named_links" l
      where l."studentId" is null or l."userId" is null`,
  })
  await tx.query(sql`
    create temporary table "plan_guardianships" on commit drop as
    select
      l."studentId", l."userId", min(l."line") as "line",
      coalesce(min(l."place"), 1) as "priority", coalesce(min(l."relation"), 'guardian') as "relation",
      case
        when g."id" is null then 'added'
        when g."endedAt" is not null then 'changed'
        else 'unchanged'
      end as "fate",
      g."id" is not null and g."endedAt" is null and g."to" < ${today}::date as "withdrawn"
    from "named_links" l
    left join "guardianships" g on g."tenantId" = ${tenant.id}::uuid and g."userId" = l."userId" and g."studentId" = l."studentId"
    where l."studentId" is not null and l."userId" is not null
    group by l."studentId", l."userId", g."id"`)
  await settleTable(merge, sql`"plan_guardianships"`, 'studentId')
  await check(merge, {
    severity: 'warning', file: users.fileName, column: 'agentSourcedIds', code: 'guardianship_withdrawn',
    rows: sql`select "line", '' from "plan_guardianships" where "withdrawn"`,
  })
  await tx.query(sql`
    insert into "guardianships" ("tenantId", "userId", "studentId", "relation", "priority", "from", "imported")
    select ${tenant.id}::uuid, "userId", "studentId", "relation", "priority", ${today}::date, true
    from "plan_guardianships" where "fate" = 'added'`)
  await tx.query(sql`
    update "guardianships" g set "to" = null, "endedAt" = null
    from "plan_guardianships" p
    where p."fate" = 'changed' and g."tenantId" = ${tenant.id}::uuid and g."userId" = p."userId" and g."studentId" = p."studentId"`)
  await countFates(merge, 'guardianships', sql`"plan_guardianships"`)
}

/** Every pair that the bundle names; an end that is no child, or no parent, is null. `place`: in the child's own list. */
async function planLinks(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "named_links" on commit drop as
    with "named" as (
      select u."line", u."sourcedId" as "child", a."ref" as "parent", a."ref" as "agent", a."place"::int as "place"
      from "in_users" u
      join "people_kinds" k on k."person" = u."sourcedId" and k."kind" = 'student'
      cross join unnest(u."agents") with ordinality as a ("ref", "place")
      where not u."deleted"
      union all
      select u."line", a."ref", u."sourcedId", a."ref", null
      from "in_users" u
      join "people_kinds" k on k."person" = u."sourcedId" and k."kind" = 'parent'
      cross join unnest(u."agents") as a ("ref")
      where not u."deleted"
    ), "parents" as (
      select i."sourcedId", i."userId" from (
        select "sourcedId", "id" as "userId" from "users" where "tenantId" = ${tenant.id}::uuid and "endedAt" is null and "sourcedId" is not null
        union all
        select "sourcedId", "userId" from "user_aliases" where "tenantId" = ${tenant.id}::uuid
      ) as i
      where exists (
        select from "user_roles" r where r."tenantId" = ${tenant.id}::uuid and r."userId" = i."userId" and r."role" = 'parent'
      )
    )
    select
      n."line", n."agent", n."place", s."id" as "studentId", p."userId",
      (select min(k."relation") from "people_kinds" k where k."person" = n."parent" and k."kind" = 'parent') as "relation"
    from "named" n
    left join "students" s on s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = n."child" and s."endedAt" is null
    left join "parents" p on p."sourcedId" = n."parent"
    where exists (select from "students" k where k."tenantId" = ${tenant.id}::uuid and k."sourcedId" = n."agent" and k."endedAt" is null)
      or exists (select from "users" k where k."tenantId" = ${tenant.id}::uuid and k."sourcedId" = n."agent" and k."endedAt" is null)
      or exists (select from "user_aliases" k where k."tenantId" = ${tenant.id}::uuid and k."sourcedId" = n."agent")`)
  await settleTable(merge, sql`"named_links"`, 'studentId', 'userId')
}

/**
 * Ends what an import linked and this one does not: all of it after a bulk file, after a delta that of the
 * children and parents whose row names agents, and always that of people who have ended.
 */
export async function endGuardianships(merge: Merge): Promise<void> {
  const { ctx: { tenant }, today, ends, modes } = merge
  await countTouched(merge, 'removed', 'guardianships', sql`
    update "guardianships" g set "to" = least(g."to", ${today}::date - 1), "endedAt" = now()
    where g."tenantId" = ${tenant.id}::uuid and g."imported" and g."endedAt" is null and (g."to" is null or g."to" >= ${today}::date)
      and not exists (select from "plan_guardianships" p where p."userId" = g."userId" and p."studentId" = g."studentId")
      and (
        ${ends && modes.get(users) === 'bulk'}
        or exists (select from "students" s where s."tenantId" = ${tenant.id}::uuid and s."id" = g."studentId" and s."endedAt" is not null)
        or exists (select from "users" u where u."tenantId" = ${tenant.id}::uuid and u."id" = g."userId" and u."endedAt" is not null)
        or (${ends} and exists (select from "named_links" l where l."place" is not null and l."studentId" = g."studentId"))
        or (${ends} and exists (select from "named_links" l where l."place" is null and l."userId" = g."userId"))
      )
    returning 1`)
}
