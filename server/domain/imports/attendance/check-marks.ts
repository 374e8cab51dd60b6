import { sql } from '../../../infra/db/sql'
import { check, leaveOut, type Check, type Stage } from '../stage'
import { attendanceFile } from './attendance-file'

/** Checks what no row shows by itself: that student, branch and class are known, and that no mark stands there twice. */
export async function checkMarks(stage: Stage): Promise<void> {
  const { ctx: { tenant }, today } = stage
  const refuse = (column: string, code: Check['code'], rows: Check['rows'], severity: Check['severity'] = 'error') =>
    check(stage, { severity, file: attendanceFile.fileName, column, code, rows })

  await refuse('studentSourcedId', 'unknown_reference', sql`
    select r."line", r."student" from "in_attendance" r
    where not exists (select from "students" s where s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = r."student")`)
  await refuse('orgSourcedId', 'unknown_reference', sql`
    select r."line", r."org" from "in_attendance" r
    where r."org" is not null and not exists (select from "branches" b where b."tenantId" = ${tenant.id}::uuid and b."sourcedId" = r."org")`)
  await refuse('classSourcedId', 'unknown_reference', sql`
    select r."line", r."class" from "in_attendance" r
    where r."class" is not null and not exists (select from "groups" g where g."tenantId" = ${tenant.id}::uuid and g."sourcedId" = r."class")`)
  await refuse('date', 'future_date', sql`select r."line", r."date"::text from "in_attendance" r where r."date" > ${today}::date`)
  await refuse('classSourcedId', 'not_enrolled', sql`
    select r."line", r."class"
    from "in_attendance" r
    join "groups" g on g."tenantId" = ${tenant.id}::uuid and g."sourcedId" = r."class"
    join "students" s on s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = r."student"
    where not exists (
      select from "enrolments" e
      where e."tenantId" = ${tenant.id}::uuid and e."groupId" = g."id" and e."studentId" = s."id"
        and e."from" <= r."date" and (e."to" is null or e."to" >= r."date")
    ) and not exists (
      select from "lesson_guests" v
      join "lessons" l on l."tenantId" = v."tenantId" and l."id" = v."lessonId"
      where v."tenantId" = ${tenant.id}::uuid and v."studentId" = s."id" and l."groupId" = g."id" and l."date" = r."date"
    )`)
  await leaveOut(stage, attendanceFile.table, attendanceFile.fileName)
  await checkTwins(stage)
}

/** Of equal rows one counts; where they differ, nobody could say which is meant. */
async function checkTwins(stage: Stage): Promise<void> {
  await stage.tx.query(sql`
    with "twins" as (
      select
        "line", "student",
        row_number() over "same" as "copy",
        min("content") over "whole" <> max("content") over "whole" as "torn",
        count(*) over "whole" as "count"
      from (
        select "line", "student", "date", "class", case when "class" is null then "org" end as "place",
          concat_ws(chr(31), "status", "minutesLate", "note") as "content"
        from "in_attendance"
      ) as r
      window
        "whole" as (partition by "student", "date", "class", "place"),
        "same" as (partition by "student", "date", "class", "place" order by "line")
    )
    insert into "in_issues" ("severity", "file", "line", "column", "code", "value")
    select case when "torn" then 'error' else 'drop' end, ${attendanceFile.fileName}, "line", 'studentSourcedId',
      case when "torn" then 'duplicate_id' else 'duplicate' end, "student"
    from "twins" where "count" > 1 and ("torn" or "copy" > 1)`)
  await leaveOut(stage, attendanceFile.table, attendanceFile.fileName)
}
