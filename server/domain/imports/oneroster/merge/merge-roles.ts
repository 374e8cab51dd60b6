import { sql } from '../../../../infra/db/sql'
import { countTouched, type Merge } from './merge'

/** Rows of roles.csv for people who have no row in users.csv, and roles that are taken back. */
export async function mergeRoles(merge: Merge): Promise<void> {
  const { ctx: { tenant } } = merge
  const known = sql`
    select "sourcedId", "id" from "users" where "tenantId" = ${tenant.id}::uuid and "endedAt" is null
    union all
    select "sourcedId", "userId" from "user_aliases" where "tenantId" = ${tenant.id}::uuid`
  await countTouched(merge, 'changed', 'users', sql`
    insert into "user_roles" ("tenantId", "userId", "role")
    select distinct ${tenant.id}::uuid, u."id", k."kind"::role
    from "people_kinds" k join (${known}) as u on u."sourcedId" = k."person"
    where k."kind" in ('teacher', 'parent') and not exists (select from "in_users" i where i."sourcedId" = k."person")
    on conflict ("tenantId", "userId", "role") do nothing
    returning 1`)
  await countTouched(merge, 'changed', 'users', sql`
    delete from "user_roles" r
    using "in_roles" g join (${known}) as u on u."sourcedId" = g."person"
    where g."deleted" and r."tenantId" = ${tenant.id}::uuid and r."userId" = u."id"
      and g."kind" in ('teacher', 'parent') and r."role"::text = g."kind"
      and exists (select from "users" o where o."tenantId" = r."tenantId" and o."id" = r."userId" and o."sourcedId" is not null)
      and not exists (select from "people_kinds" k where k."person" = g."person" and k."kind" = g."kind")
    returning 1`)
}
