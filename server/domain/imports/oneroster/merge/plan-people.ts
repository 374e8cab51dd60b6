import { sql } from '../../../../infra/db/sql'
import { settleTable } from '../../stage'
import type { Merge } from './merge'

/**
 * Works out who each adult of the bundle is here: `plan_people` has one row for each of theirs, `person` the user's id.
 * A row that stands for somebody who has another row (`joined`) adds its role and changes nothing else.
 */
export async function planPeople(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "plan_people" on commit drop as
    select
      u."line", u."sourcedId", u."givenName", u."familyName", btrim(u."givenName" || ' ' || u."familyName") as "name",
      u."email", u."phone", u."enabled",
      exists (select from "people_kinds" k where k."person" = u."sourcedId" and k."kind" = 'teacher') as "teacher",
      exists (select from "people_kinds" k where k."person" = u."sourcedId" and k."kind" = 'parent') as "parent",
      coalesce(own."id", a."userId") as "person",
      own."id" is null and a."userId" is not null as "joined",
      own."id" is null and a."userId" is null as "fresh"
    from "in_users" u
    left join "users" own on own."tenantId" = ${tenant.id}::uuid and own."sourcedId" = u."sourcedId"
    left join "user_aliases" a on a."tenantId" = ${tenant.id}::uuid and a."sourcedId" = u."sourcedId"
    where not u."deleted" and (
      exists (select from "people_kinds" k where k."person" = u."sourcedId" and k."kind" <> 'student')
      or (coalesce(own."id", a."userId") is not null and not exists (select from "people_kinds" k where k."person" = u."sourcedId"))
    )`)
  await joinKnownPeople(merge)
  await joinPeopleOfBundle(merge)
  await tx.query(sql`update "plan_people" set "person" = uuid7() where "person" is null`)
  await keepWhatHandsChanged(merge)
  await settleTable(merge, sql`"plan_people"`, 'sourcedId', 'person')
}

/** Whom the school ended is not opened again; whom it changed keeps the name, address and telephone that it gave. */
async function keepWhatHandsChanged({ tx, ctx: { tenant } }: Merge): Promise<void> {
  await tx.query(sql`
    delete from "plan_people" p using "users" u
    where u."tenantId" = ${tenant.id}::uuid and u."id" = p."person" and u."endedByHand" and u."endedAt" is not null`)
  await tx.query(sql`
    update "plan_people" p set "name" = u."name", "givenName" = u."givenName", "familyName" = u."familyName", "email" = u."email", "phone" = u."phone"
    from "users" u where u."tenantId" = ${tenant.id}::uuid and u."id" = p."person" and u."changedByHand"`)
}

/** The same name and address as somebody who is here as the other of teacher and parent. */
async function joinKnownPeople({ tx, ctx: { tenant } }: Merge): Promise<void> {
  const role = (name: 'teacher' | 'parent') =>
    sql`select from "user_roles" r where r."tenantId" = ${tenant.id}::uuid and r."userId" = e."id" and r."role" = ${name}::role`
  await tx.query(sql`
    with "matches" as (
      select p."sourcedId", e."id", row_number() over (partition by e."id" order by p."sourcedId") as "place"
      from "plan_people" p
      join "users" e on e."tenantId" = ${tenant.id}::uuid and e."email" = p."email" and lower(e."name") = lower(p."name") and e."endedAt" is null
      where p."person" is null and p."teacher" <> p."parent"
        and p."parent" = exists (${role('teacher')}) and p."teacher" = exists (${role('parent')})
    )
    update "plan_people" p set "person" = m."id", "joined" = true, "fresh" = false
    from "matches" m where m."place" = 1 and m."sourcedId" = p."sourcedId"`)
}

/** The same name and address as teacher and as parent within the bundle; the lesser id leads. */
async function joinPeopleOfBundle({ tx }: Merge): Promise<void> {
  await tx.query(sql`
    with "sides" as (
      select "sourcedId", "email", lower("name") as "name", "teacher", row_number() over (partition by "email", lower("name"), "teacher" order by "sourcedId") as "place"
      from "plan_people"
      where "person" is null and "email" is not null and "teacher" <> "parent"
    ), "pairs" as materialized (
      select t."sourcedId" as "one", p."sourcedId" as "other", uuid7() as "person"
      from "sides" t
      join "sides" p on p."email" = t."email" and p."name" = t."name" and not p."teacher" and p."place" = 1
      where t."teacher" and t."place" = 1
    )
    update "plan_people" p
    set "person" = pairs."person", "joined" = p."sourcedId" = greatest(pairs."one", pairs."other")
    from "pairs" where p."sourcedId" in (pairs."one", pairs."other")`)
}
