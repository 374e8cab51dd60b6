import { sql } from '../../../../infra/db/sql'
import { settleTable } from '../../stage'
import { countFates, type Merge } from './merge'

/** Brings in the adults of `plan_people`, with the roles of teacher and parent and no other. */
export async function mergeUsers(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "plan_roles" on commit drop as
    select distinct g."person", g."role"
    from (
      select "person", 'teacher'::role as "role" from "plan_people" where "teacher"
      union all
      select "person", 'parent' from "plan_people" where "parent"
    ) as g
    where not exists (
      select from "user_roles" r where r."tenantId" = ${tenant.id}::uuid and r."userId" = g."person" and r."role" = g."role"
    ) and not exists (select from "users" u where u."tenantId" = ${tenant.id}::uuid and u."id" = g."person" and u."rolesByHand")`)
  await settleTable(merge, sql`"plan_roles"`, 'person')
  await tx.query(sql`
    create temporary table "plan_users" on commit drop as
    select
      p."person", p."sourcedId", p."name", p."givenName", p."familyName", p."address", coalesce(p."phone", u."phone") as "phone",
      case
        when u."id" is null then 'added'
        when (u."name", u."givenName", u."familyName", u."email", u."phone")
          is distinct from (p."name", p."givenName", p."familyName", p."address", coalesce(p."phone", u."phone"))
          or u."endedAt" is not null
          or exists (select from "plan_roles" r where r."person" = p."person")
          or exists (
            select from "plan_people" j where j."person" = p."person" and j."joined"
              and not exists (select from "user_aliases" a where a."tenantId" = ${tenant.id}::uuid and a."sourcedId" = j."sourcedId")
          ) then 'changed'
        else 'unchanged'
      end as "fate"
    from "plan_people" p
    left join "users" u on u."tenantId" = ${tenant.id}::uuid and u."id" = p."person"
    where not p."joined"`)
  // Before anybody gets one, so that an address may go from one to another.
  await tx.query(sql`
    update "users" u set "email" = null, "emailVerified" = false
    from "plan_users" p
    where p."fate" = 'changed' and u."tenantId" = ${tenant.id}::uuid and u."id" = p."person" and u."email" is distinct from p."address"`)
  await tx.query(sql`
    insert into "users" ("id", "tenantId", "name", "givenName", "familyName", "email", "phone", "sourcedId")
    select "person", ${tenant.id}::uuid, "name", "givenName", "familyName", "address", "phone", "sourcedId"
    from "plan_users" where "fate" = 'added'`)
  await tx.query(sql`
    update "users" u
    set "name" = p."name", "givenName" = p."givenName", "familyName" = p."familyName", "phone" = p."phone",
      "email" = p."address", "emailVerified" = u."emailVerified" and u."email" is not distinct from p."address",
      "endedAt" = null, "updatedAt" = now()
    from "plan_users" p where p."fate" = 'changed' and u."tenantId" = ${tenant.id}::uuid and u."id" = p."person"`)
  await countFates(merge, 'users', sql`"plan_users"`)
  await countFates(merge, 'users', sql`(${joinedAlone}) as "joined"`)
  await tx.query(sql`
    insert into "user_aliases" ("tenantId", "sourcedId", "userId")
    select ${tenant.id}::uuid, "sourcedId", "person" from "plan_people" where "joined"
    on conflict ("tenantId", "sourcedId") do nothing`)
  await tx.query(sql`
    insert into "user_roles" ("tenantId", "userId", "role")
    select ${tenant.id}::uuid, "person", "role" from "plan_roles" on conflict ("tenantId", "userId", "role") do nothing`)
}

/** People who were known by another id, or without any, and have no row of their own in this bundle. */
const joinedAlone = sql`
  select j."person", case when bool_or(r."person" is not null) then 'changed' else 'unchanged' end as "fate"
  from "plan_people" j
  left join "plan_roles" r on r."person" = j."person"
  where j."joined" and not exists (select from "plan_people" p where p."person" = j."person" and not p."joined")
  group by j."person"`
