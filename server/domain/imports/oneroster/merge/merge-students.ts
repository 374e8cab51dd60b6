import { sql } from '../../../../infra/db/sql'
import { settleTable } from '../../stage'
import { countFates, countTouched, type Merge } from './merge'

/**
 * Students become records; none of them gets a sign-in. What the school changed by hand stays: a name, a birth date, and
 * that the child left.
 */
export async function mergeStudents(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "plan_students" on commit drop as
    select
      s."id", u."sourcedId", w.*,
      case
        when s."id" is null then 'added'
        when (s."givenName", s."familyName", s."name", s."birthDate") is distinct from (w."givenName", w."familyName", w."name", w."birthDate")
          or (s."endedAt" is not null and not s."endedByHand") then 'changed'
        else 'unchanged'
      end as "fate"
    from "in_users" u
    left join "students" s on s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = u."sourcedId"
    left join "in_demographics" d on d."sourcedId" = u."sourcedId"
    cross join lateral (select
      case when s."namedByHand" then s."givenName" else u."givenName" end as "givenName",
      case when s."namedByHand" then s."familyName" else u."familyName" end as "familyName",
      case when s."namedByHand" then s."name" else btrim(u."givenName" || ' ' || u."familyName") end as "name",
      case when s."bornByHand" or d."sourcedId" is null then s."birthDate" when not d."deleted" then d."birthDate" end as "birthDate"
    ) as w
    where not u."deleted" and (
      exists (select from "people_kinds" k where k."person" = u."sourcedId" and k."kind" = 'student')
      or (s."id" is not null and not exists (select from "people_kinds" k where k."person" = u."sourcedId"))
    )`)
  await settleTable(merge, sql`"plan_students"`, 'sourcedId')
  await tx.query(sql`
    insert into "students" ("tenantId", "name", "givenName", "familyName", "birthDate", "sourcedId")
    select ${tenant.id}::uuid, "name", "givenName", "familyName", "birthDate", "sourcedId" from "plan_students" where "fate" = 'added'`)
  await tx.query(sql`
    update "students" s
    set "name" = p."name", "givenName" = p."givenName", "familyName" = p."familyName", "birthDate" = p."birthDate",
      "endedAt" = case when s."endedByHand" then s."endedAt" end, "updatedAt" = now()
    from "plan_students" p where p."fate" = 'changed' and s."tenantId" = ${tenant.id}::uuid and s."id" = p."id"`)
  await countFates(merge, 'students', sql`"plan_students"`)
  // A bundle of news may say when somebody was born and nothing else of them.
  await countTouched(merge, 'changed', 'students', sql`
    update "students" s set "birthDate" = case when not d."deleted" then d."birthDate" end, "updatedAt" = now()
    from "in_demographics" d
    where s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = d."sourcedId" and s."endedAt" is null and not s."bornByHand"
      and not exists (select from "plan_students" p where p."sourcedId" = d."sourcedId")
      and s."birthDate" is distinct from case when not d."deleted" then d."birthDate" end
    returning 1`)
}
