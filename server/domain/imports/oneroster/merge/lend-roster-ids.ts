import { raw, type Sql, sql } from '../../../../infra/db/sql'
import { lendIds, notErased, takeIdsBack } from '../../lend-ids'
import type { Merge } from './merge'

const from = (file: string): Sql => sql`select i."sourcedId" from ${raw(`"in_${file}"`)} i where not i."deleted"`

const NAMED = [
  { table: 'branches', names: from('orgs') },
  { table: 'terms', names: from('academicSessions') },
  { table: 'groups', names: from('classes') },
  { table: 'students', names: from('users'), only: notErased },
  { table: 'users', names: from('users') },
  { table: 'enrolments', names: from('enrollments') },
  { table: 'assignments', names: from('enrollments') },
]

/** The further id that our export gives a teacher as a parent, and the id of a course that has but a name. */
export async function lendRosterIds(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await lendIds(merge, NAMED)
  await tx.query(sql`
    with "lent_now" as (
      insert into "user_aliases" ("tenantId", "sourcedId", "userId")
      select ${tenant.id}::uuid, u."sourcedId" || '-parent', u."id" from "users" u
      where u."tenantId" = ${tenant.id}::uuid and u."sourcedId" || '-parent' in (${from('users')})
        and not exists (select from "user_aliases" a where a."tenantId" = ${tenant.id}::uuid and a."sourcedId" = u."sourcedId" || '-parent')
        and not exists (select from "users" o where o."tenantId" = ${tenant.id}::uuid and o."sourcedId" = u."sourcedId" || '-parent')
      returning "id"
    )
    insert into "lent" ("kind", "id") select 'user_aliases', "id" from "lent_now"`)
  await tx.query(sql`
    with "lent_now" as (
      update "groups" g set "courseSourcedId" = 'course-' || md5(g."courseName")
      where g."tenantId" = ${tenant.id}::uuid and g."courseSourcedId" is null and 'course-' || md5(g."courseName") in (${from('courses')})
      returning g."id"
    )
    insert into "lent" ("kind", "id") select 'courses', "id" from "lent_now"`)
}

export async function takeRosterIdsBack(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    delete from "user_aliases" a using "lent" l where l."kind" = 'user_aliases' and a."tenantId" = ${tenant.id}::uuid and a."id" = l."id"`)
  await tx.query(sql`
    update "groups" g set "courseSourcedId" = null
    from "lent" l where l."kind" = 'courses' and g."tenantId" = ${tenant.id}::uuid and g."id" = l."id" and g."courseSourcedId" = 'course-' || md5(g."courseName")`)
  await takeIdsBack(merge, NAMED)
}
