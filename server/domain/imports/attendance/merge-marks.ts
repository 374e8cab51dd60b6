import { sql } from '../../../infra/db/sql'
import type { Stage } from '../stage'
import type { Fate, Tally } from '../summary'

/** Writes the marks of `plan_marks` with their history. The register's version rises once; nobody is told of an import. */
export async function mergeMarks(stage: Stage, tally: Tally): Promise<void> {
  const { tx, ctx: { tenant, viewer } } = stage
  await tx.query(sql`
    update "plan_marks" p set "fate" = coalesce((
      select case
        when (k."status", k."minutesLate", k."note") is distinct from (p."status", p."minutesLate", coalesce(p."note", k."note")) then 'changed'
        else 'unchanged'
      end
      from "marks" k where k."tenantId" = ${tenant.id}::uuid and k."lessonId" = p."lessonId" and k."studentId" = p."studentId"
    ), 'added')`)
  await tx.query(sql`
    create temporary table "touched_lessons" on commit drop as
    select distinct "lessonId" from "plan_marks" where "fate" <> 'unchanged'`)
  await tx.query(sql`
    update "lessons" l set "registerVersion" = l."registerVersion" + 1, "updatedAt" = now()
    from "touched_lessons" t where l."tenantId" = ${tenant.id}::uuid and l."id" = t."lessonId"`)
  await tx.query(sql`
    insert into "mark_changes" ("tenantId", "lessonId", "studentId", "version", "before", "after", "source", "changedBy")
    select
      ${tenant.id}::uuid, p."lessonId", p."studentId", l."registerVersion",
      case when k."id" is not null then jsonb_build_object('status', k."status", 'minutesLate', k."minutesLate", 'note', k."note") end,
      jsonb_build_object('status', p."status", 'minutesLate', p."minutesLate", 'note', coalesce(p."note", k."note")),
      'import', ${viewer?.userId ?? null}::uuid
    from "plan_marks" p
    join "lessons" l on l."tenantId" = ${tenant.id}::uuid and l."id" = p."lessonId"
    left join "marks" k on k."tenantId" = ${tenant.id}::uuid and k."lessonId" = p."lessonId" and k."studentId" = p."studentId"
    where p."fate" <> 'unchanged'`)
  await tx.query(sql`
    insert into "marks" ("tenantId", "lessonId", "studentId", "groupId", "date", "status", "minutesLate", "note", "source", "setBy")
    select
      ${tenant.id}::uuid, "lessonId", "studentId", "groupId", "date", "status", "minutesLate", "note", 'import', ${viewer?.userId ?? null}::uuid
    from "plan_marks" where "fate" <> 'unchanged'
    on conflict ("tenantId", "lessonId", "studentId") do update set
      "status" = excluded."status", "minutesLate" = excluded."minutesLate", "note" = coalesce(excluded."note", "marks"."note"),
      "reason" = case when "marks"."status" = excluded."status" then "marks"."reason" end,
      "source" = excluded."source", "setBy" = excluded."setBy", "setAt" = now()`)
  await closeRegisters(stage)
  const rows = await tx.query<{ fate: Fate, count: number }>(sql`select "fate", count(*) as "count" from "plan_marks" group by "fate"`)
  for (const { fate, count } of rows) tally[fate].marks += count
}

/** A register is taken once nobody of its roster is unmarked. */
async function closeRegisters({ tx, ctx: { tenant } }: Stage): Promise<void> {
  await tx.query(sql`
    update "lessons" l set "takenAt" = now()
    from "touched_lessons" t
    where l."tenantId" = ${tenant.id}::uuid and l."id" = t."lessonId" and l."takenAt" is null
      and not exists (
        select from (
          select e."studentId" from "enrolments" e
          where e."tenantId" = l."tenantId" and e."groupId" = l."groupId" and e."from" <= l."date" and (e."to" is null or e."to" >= l."date")
          union
          select v."studentId" from "lesson_guests" v where v."tenantId" = l."tenantId" and v."lessonId" = l."id"
        ) as "roster"
        where not exists (
          select from "marks" k where k."tenantId" = l."tenantId" and k."lessonId" = l."id" and k."studentId" = "roster"."studentId"
        )
      )`)
}
