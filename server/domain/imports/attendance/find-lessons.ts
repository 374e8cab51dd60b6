import { sql } from '../../../infra/db/sql'
import * as m from '#messages'
import type { Stage } from '../stage'

/** A roll call that nobody timed stands for the school day. */
const SCHOOL_DAY = { starts: '08:00', ends: '16:00' }
/** A lesson that nobody timed, of a group that never had one on such a weekday. */
const LESSON = { starts: '09:00', ends: '10:00' }

/** Gives each mark its lesson, in `plan_marks`; makes the registration groups and lessons that there are none of. */
export async function findLessons(stage: Stage): Promise<void> {
  const { tx, ctx: { tenant } } = stage
  await makeRegistrationGroups(stage)
  await tx.query(sql`
    create temporary table "plan_marks" on commit drop as
    select
      s."id" as "studentId", g."id" as "groupId", g."branchId", g."kind", r."date",
      r."status", r."minutesLate", r."note", null::uuid as "lessonId", ''::text as "fate"
    from "in_attendance" r
    join "students" s on s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = r."student"
    left join "branches" b on b."tenantId" = ${tenant.id}::uuid and b."sourcedId" = r."org"
    join lateral (
      select g."id", g."branchId", g."kind" from "groups" g
      where g."tenantId" = ${tenant.id}::uuid and case
        when r."class" is not null then g."sourcedId" = r."class"
        else g."branchId" = b."id" and g."kind" = 'registration' and g."endedAt" is null
      end
      order by g."createdAt", g."id" limit 1
    ) as g on true`)
  await tx.query(sql`analyze "plan_marks"`)
  await makeLessons(stage)
  await tx.query(sql`
    update "plan_marks" p set "lessonId" = l."id"
    from (
      select distinct on (l."groupId", l."date") l."id", l."groupId", l."date"
      from "lessons" l
      where l."tenantId" = ${tenant.id}::uuid and l."status" <> 'cancelled'
        and (l."groupId", l."date") in (select "groupId", "date" from "plan_marks")
      order by l."groupId", l."date", l."startTime", l."id"
    ) as l
    where l."groupId" = p."groupId" and l."date" = p."date"`)
}

async function makeRegistrationGroups({ tx, ctx: { tenant } }: Stage): Promise<void> {
  await tx.query(sql`
    insert into "groups" ("tenantId", "branchId", "name", "kind")
    select ${tenant.id}::uuid, b."id", ${m.imports_registration_group({}, { locale: tenant.locale })}, 'registration'
    from "branches" b
    where b."tenantId" = ${tenant.id}::uuid
      and b."sourcedId" in (select "org" from "in_attendance" where "class" is null)
      and not exists (
        select from "groups" g
        where g."tenantId" = ${tenant.id}::uuid and g."branchId" = b."id" and g."kind" = 'registration' and g."endedAt" is null
      )`)
}

async function makeLessons({ tx, ctx: { tenant } }: Stage): Promise<void> {
  await tx.query(sql`
    insert into "lessons" ("tenantId", "groupId", "branchId", "date", "startTime", "endTime", "kind")
    select
      ${tenant.id}::uuid, p."groupId", p."branchId", p."date",
      coalesce(u."startTime", case p."kind" when 'registration' then ${SCHOOL_DAY.starts}::time else ${LESSON.starts}::time end),
      coalesce(u."endTime", case p."kind" when 'registration' then ${SCHOOL_DAY.ends}::time else ${LESSON.ends}::time end),
      case p."kind" when 'registration' then 'registration' else 'lesson' end::lesson_kind
    from (select distinct "groupId", "branchId", "kind", "date" from "plan_marks") as p
    left join lateral (
      select l."startTime", l."endTime" from "lessons" l
      where l."tenantId" = ${tenant.id}::uuid and l."groupId" = p."groupId" and extract(isodow from l."date") = extract(isodow from p."date")
      order by l."date" desc, l."startTime" limit 1
    ) as u on true
    where not exists (
      select from "lessons" l
      where l."tenantId" = ${tenant.id}::uuid and l."groupId" = p."groupId" and l."date" = p."date" and l."status" <> 'cancelled'
    )`)
}
