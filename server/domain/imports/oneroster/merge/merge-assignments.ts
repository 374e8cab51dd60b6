import { sql } from '../../../../infra/db/sql'
import { check, settleTable } from '../../stage'
import { enrollments } from '../files/enrollments'
import { countFates, countTouched, type Merge } from './merge'
import { daysOf } from './merge-enrolments'

/** Rows of teachers and aides become assignments; whoever is assigned may teach. */
export async function mergeAssignments(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "adults" on commit drop as
    select "sourcedId", "id" as "userId" from "users" where "tenantId" = ${tenant.id}::uuid and "sourcedId" is not null and "endedAt" is null
    union
    select "sourcedId", "userId" from "user_aliases" where "tenantId" = ${tenant.id}::uuid`)
  await settleTable(merge, sql`"adults"`, 'sourcedId')
  await check(merge, {
    severity: 'drop', file: enrollments.fileName, column: 'role', code: 'role_mismatch',
    rows: sql`
      select e."line", e."person" from "in_enrollments" e
      where not e."deleted" and e."role" <> 'student' and not exists (select from "adults" a where a."sourcedId" = e."person")`,
  })
  await tx.query(sql`
    create temporary table "plan_assignments" on commit drop as
    select
      x."id", e."sourcedId", g."id" as "groupId", a."userId", e."role"::assignment_role as "role", f."from", f."to",
      case
        when x."id" is null then 'added'
        when x."byHand" then 'unchanged'
        when (x."groupId", x."userId", x."role", x."from", x."to") is distinct from (g."id", a."userId", e."role"::assignment_role, f."from", f."to")
          or x."endedAt" is not null then 'changed'
        else 'unchanged'
      end as "fate"
    from "in_enrollments" e
    join "groups" g on g."tenantId" = ${tenant.id}::uuid and g."sourcedId" = e."class"
    join "adults" a on a."sourcedId" = e."person"
    left join "assignments" x on x."tenantId" = ${tenant.id}::uuid and x."sourcedId" = e."sourcedId"
    cross join lateral (${daysOf(merge)}) as f
    where not e."deleted" and e."role" <> 'student'`)
  await tx.query(sql`
    insert into "assignments" ("tenantId", "groupId", "userId", "role", "from", "to", "sourcedId")
    select ${tenant.id}::uuid, "groupId", "userId", "role", "from", "to", "sourcedId" from "plan_assignments" where "fate" = 'added'`)
  await tx.query(sql`
    update "assignments" x
    set "groupId" = p."groupId", "userId" = p."userId", "role" = p."role", "from" = p."from", "to" = p."to", "endedAt" = null
    from "plan_assignments" p where p."fate" = 'changed' and x."tenantId" = ${tenant.id}::uuid and x."id" = p."id"`)
  await tx.query(sql`
    insert into "user_roles" ("tenantId", "userId", "role")
    select distinct ${tenant.id}::uuid, p."userId", 'teacher'::role from "plan_assignments" p
    where p."fate" <> 'unchanged' or not exists (select from "users" u where u."tenantId" = ${tenant.id}::uuid and u."id" = p."userId" and u."rolesByHand")
    on conflict ("tenantId", "userId", "role") do nothing`)
  await settleTable(merge, sql`"plan_assignments"`, 'sourcedId')
  await countFates(merge, 'assignments', sql`"plan_assignments"`)
}

/** Ends what the bundle removes, and what belongs to a group or person that has ended. */
export async function endAssignments(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant }, today, ends, modes } = merge
  await tx.query(sql`
    create temporary table "ended_assignments" on commit drop as
    select x."id", x."from" from "assignments" x
    where x."tenantId" = ${tenant.id}::uuid and x."sourcedId" is not null and x."endedAt" is null and not x."byHand"
      and not exists (select from "plan_assignments" p where p."sourcedId" = x."sourcedId")
      and (
        ${ends && modes.get(enrollments) === 'bulk'}
        or exists (select from "in_enrollments" e where e."sourcedId" = x."sourcedId")
        or exists (select from "groups" g where g."tenantId" = ${tenant.id}::uuid and g."id" = x."groupId" and g."endedAt" is not null)
        or exists (select from "users" u where u."tenantId" = ${tenant.id}::uuid and u."id" = x."userId" and u."endedAt" is not null)
      )`)
  await countTouched(merge, 'removed', 'assignments', sql`
    update "assignments" x set "to" = least(x."to", ${today}::date - 1), "endedAt" = now()
    from "ended_assignments" e where x."tenantId" = ${tenant.id}::uuid and x."id" = e."id" and e."from" < ${today}::date
    returning 1`)
  await countTouched(merge, 'removed', 'assignments', sql`
    delete from "assignments" x using "ended_assignments" e
    where x."tenantId" = ${tenant.id}::uuid and x."id" = e."id" and e."from" >= ${today}::date
    returning 1`)
}
