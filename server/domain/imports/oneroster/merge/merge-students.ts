import { sql } from '../../../../infra/db/sql'
import { settleTable } from '../../stage'
import { countFates, type Merge } from './merge'

/** Students become records; none of them gets a sign-in. */
export async function mergeStudents(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "plan_students" on commit drop as
    select
      s."id", u."sourcedId", u."givenName", u."familyName", btrim(u."givenName" || ' ' || u."familyName") as "name",
      case
        when s."id" is null then 'added'
        when (s."givenName", s."familyName", s."name") is distinct from (u."givenName", u."familyName", btrim(u."givenName" || ' ' || u."familyName"))
          or s."endedAt" is not null then 'changed'
        else 'unchanged'
      end as "fate"
    from "in_users" u
    left join "students" s on s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = u."sourcedId"
    where not u."deleted" and (
      exists (select from "people_kinds" k where k."person" = u."sourcedId" and k."kind" = 'student')
      or (s."id" is not null and not exists (select from "people_kinds" k where k."person" = u."sourcedId"))
    )`)
  await settleTable(merge, sql`"plan_students"`, 'sourcedId')
  await tx.query(sql`
    insert into "students" ("tenantId", "name", "givenName", "familyName", "sourcedId")
    select ${tenant.id}::uuid, "name", "givenName", "familyName", "sourcedId" from "plan_students" where "fate" = 'added'`)
  await tx.query(sql`
    update "students" s
    set "name" = p."name", "givenName" = p."givenName", "familyName" = p."familyName", "endedAt" = null, "updatedAt" = now()
    from "plan_students" p where p."fate" = 'changed' and s."tenantId" = ${tenant.id}::uuid and s."id" = p."id"`)
  await countFates(merge, 'students', sql`"plan_students"`)
}
