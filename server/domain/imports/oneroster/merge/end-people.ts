import { sql } from '../../../../infra/db/sql'
import { check } from '../../stage'
import { users } from '../files/users'
import { countTouched, type Merge } from './merge'

/**
 * Ends the people whom an earlier import brought and this one removes: no sign-in, the history stays.
 * Their addresses are free from then on. Whoever was given a role that no import gives is left to the school.
 */
export async function endUsers(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "ended_users" on commit drop as
    select u."id", u."name", coalesce(d."line", 0) as "line", exists (
      select from "user_roles" r
      where r."tenantId" = ${tenant.id}::uuid and r."userId" = u."id" and r."role" not in ('teacher', 'parent', 'student')
    ) as "staff"
    from "users" u
    left join "in_users" d on d."sourcedId" = u."sourcedId" and d."deleted"
    where u."tenantId" = ${tenant.id}::uuid and u."sourcedId" is not null and u."endedAt" is null
      and not exists (select from "plan_people" p where p."person" = u."id")
      and (${omitted(merge)} or (d."sourcedId" is not null and not exists (
        select from "user_aliases" a
        where a."tenantId" = ${tenant.id}::uuid and a."userId" = u."id"
          and not exists (select from "in_users" i where i."sourcedId" = a."sourcedId" and i."deleted")
      )))`)
  await check(merge, {
    severity: 'warning', file: users.fileName, column: 'sourcedId', code: 'kept_staff',
    rows: sql`select "line", "name" from "ended_users" where "staff"`,
  })
  await tx.query(sql`delete from "ended_users" where "staff"`)
  await countTouched(merge, 'removed', 'users', sql`
    update "users" u set "endedAt" = now(), "email" = null, "emailVerified" = false, "updatedAt" = now()
    from "ended_users" e where u."tenantId" = ${tenant.id}::uuid and u."id" = e."id"
    returning 1`)
  await tx.query(sql`
    delete from "sessions" s using "ended_users" e where s."tenantId" = ${tenant.id}::uuid and s."userId" = e."id"`)
  await tx.query(sql`
    delete from "user_aliases" a using "in_users" d
    where d."deleted" and a."tenantId" = ${tenant.id}::uuid and a."sourcedId" = d."sourcedId"`)
}

export async function endStudents(merge: Merge): Promise<void> {
  const { ctx: { tenant } } = merge
  await countTouched(merge, 'removed', 'students', sql`
    update "students" s set "endedAt" = now(), "updatedAt" = now()
    where s."tenantId" = ${tenant.id}::uuid and s."sourcedId" is not null and s."endedAt" is null
      and not exists (select from "plan_students" p where p."sourcedId" = s."sourcedId")
      and (${omitted(merge)} or exists (select from "in_users" d where d."sourcedId" = s."sourcedId" and d."deleted"))
    returning 1`)
}

const omitted = ({ ends, modes }: Merge) => ends && modes.get(users) === 'bulk' ? sql`true` : sql`false`
