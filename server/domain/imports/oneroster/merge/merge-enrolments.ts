import { sql } from '../../../../infra/db/sql'
import { check, settleTable } from '../../stage'
import { enrollments } from '../files/enrollments'
import { countFates, countTouched, type Merge } from './merge'

/**
 * First and last day of row `e` for group `g` and stored row `x`. Where it gives no first day: the one that is stored,
 * else that of the class's earliest term, else today.
 */
export const daysOf = ({ ctx: { tenant }, today }: Merge) => sql`
  select "from", case when e."ends" is not null then greatest(e."ends", "from") end as "to"
  from (select coalesce(e."begins", x."from", (
    select min(t."startsOn") from "group_terms" l
    join "terms" t on t."tenantId" = l."tenantId" and t."id" = l."termId"
    where l."tenantId" = ${tenant.id}::uuid and l."groupId" = g."id"
  ), ${today}::date) as "from") as "first"`

/** Rows of students become enrolments. */
export async function mergeEnrolments(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await check(merge, {
    severity: 'drop', file: enrollments.fileName, column: 'role', code: 'role_mismatch',
    rows: sql`
      select e."line", e."person" from "in_enrollments" e
      where not e."deleted" and e."role" = 'student'
        and not exists (select from "students" s where s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = e."person" and s."endedAt" is null)`,
  })
  await tx.query(sql`
    create temporary table "plan_enrolments" on commit drop as
    select
      x."id", e."sourcedId", g."id" as "groupId", s."id" as "studentId", f."from", f."to",
      case
        when x."id" is null then 'added'
        when x."byHand" then 'unchanged'
        when (x."groupId", x."studentId", x."from", x."to") is distinct from (g."id", s."id", f."from", f."to")
          or x."endedAt" is not null then 'changed'
        else 'unchanged'
      end as "fate"
    from "in_enrollments" e
    join "groups" g on g."tenantId" = ${tenant.id}::uuid and g."sourcedId" = e."class"
    join "students" s on s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = e."person" and s."endedAt" is null
    left join "enrolments" x on x."tenantId" = ${tenant.id}::uuid and x."sourcedId" = e."sourcedId"
    cross join lateral (${daysOf(merge)}) as f
    where not e."deleted" and e."role" = 'student'`)
  await tx.query(sql`
    insert into "enrolments" ("tenantId", "groupId", "studentId", "from", "to", "sourcedId")
    select ${tenant.id}::uuid, "groupId", "studentId", "from", "to", "sourcedId" from "plan_enrolments" where "fate" = 'added'`)
  await tx.query(sql`
    update "enrolments" x set "groupId" = p."groupId", "studentId" = p."studentId", "from" = p."from", "to" = p."to", "endedAt" = null
    from "plan_enrolments" p where p."fate" = 'changed' and x."tenantId" = ${tenant.id}::uuid and x."id" = p."id"`)
  await settleTable(merge, sql`"plan_enrolments"`, 'sourcedId')
  await countFates(merge, 'enrolments', sql`"plan_enrolments"`)
}

/** Ends what the bundle removes, and what belongs to a group or student that has ended; the days that were stay. */
export async function endEnrolments(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant }, today, ends, modes } = merge
  await tx.query(sql`
    create temporary table "ended_enrolments" on commit drop as
    select x."id", x."from" from "enrolments" x
    where x."tenantId" = ${tenant.id}::uuid and x."sourcedId" is not null and x."endedAt" is null and not x."byHand"
      and not exists (select from "plan_enrolments" p where p."sourcedId" = x."sourcedId")
      and (
        ${ends && modes.get(enrollments) === 'bulk'}
        or exists (select from "in_enrollments" e where e."sourcedId" = x."sourcedId")
        or exists (select from "groups" g where g."tenantId" = ${tenant.id}::uuid and g."id" = x."groupId" and g."endedAt" is not null)
        or exists (select from "students" s where s."tenantId" = ${tenant.id}::uuid and s."id" = x."studentId" and s."endedAt" is not null)
      )`)
  await countTouched(merge, 'removed', 'enrolments', sql`
    update "enrolments" x set "to" = least(x."to", ${today}::date - 1), "endedAt" = now()
    from "ended_enrolments" e where x."tenantId" = ${tenant.id}::uuid and x."id" = e."id" and e."from" < ${today}::date
    returning 1`)
  await countTouched(merge, 'removed', 'enrolments', sql`
    delete from "enrolments" x using "ended_enrolments" e
    where x."tenantId" = ${tenant.id}::uuid and x."id" = e."id" and e."from" >= ${today}::date
    returning 1`)
  // The whole-day roll call is no part of the bundle, but nobody is called who has left.
  await tx.query(sql`
    update "enrolments" x set "to" = greatest(x."from", ${today}::date - 1)
    from "students" s
    where s."tenantId" = ${tenant.id}::uuid and s."endedAt" is not null and x."tenantId" = s."tenantId" and x."studentId" = s."id"
      and x."sourcedId" is null and (x."to" is null or x."to" >= ${today}::date)
      and exists (select from "groups" g where g."tenantId" = x."tenantId" and g."id" = x."groupId" and g."kind" = 'registration')`)
}
