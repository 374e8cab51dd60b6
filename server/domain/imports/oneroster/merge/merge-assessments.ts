import { type Sql, sql } from '../../../../infra/db/sql'
import { notErased } from '../../lend-ids'
import { check, settleTable } from '../../stage'
import { results } from '../files/results'
import { countFates, countTouched, type Merge } from './merge'

/**
 * Results of skills become assessments, and one that says something else now corrects the one of before. What the school
 * corrected by hand stays, and whom and what an assessment is about.
 */
export async function mergeAssessments(merge: Merge): Promise<void> {
  const { tx, ctx } = merge
  const tenantId = ctx.tenant.id
  await tellOfUnknown(merge)
  // Nobody is erased while their words are on the way.
  await tx.query(sql`
    select t."id" from "students" t where t."tenantId" = ${tenantId}::uuid and t."sourcedId" in (select r."student" from "in_results" r) order by t."id" for key share`)
  await tx.query(sql`
    create temporary table "given_results" on commit drop as
    select r."line", r."sourcedId", l."skillId", s."id" as "studentId", r."note", v."value", coalesce(byId."id", own."id") as "assessmentId",
      ${inHundred(sql`case when l."unit" is null then v."value" else r."score" end`)} as "level",
      least(now(), coalesce(r."at", (r."day" + time '12:00') at time zone ${ctx.tenant.timeZone}, r."modified", now())) as "at"
    from "in_results" r
    join "line_skills" l on l."sourcedId" = r."lineItem"
    left join "students" s on s."tenantId" = ${tenantId}::uuid and s."sourcedId" = r."student" and s."endedAt" is null
    left join "assessments" byId on byId."tenantId" = ${tenantId}::uuid and byId."sourcedId" = r."sourcedId"
    left join (select a."id" from "assessments" a join "students" t on t."tenantId" = a."tenantId" and t."id" = a."studentId" and ${notErased}
      where a."tenantId" = ${tenantId}::uuid) own on own."id" = r."ownId"
    cross join lateral (select case when l."unit" is not null or r."value" <= 100 then r."value" when r."value" is null then ${shareOf} end as "value") v
    where not r."deleted"`)
  await check(merge, {
    severity: 'warning', file: results.fileName, column: 'score', code: 'no_value',
    rows: sql`select g."line", g."sourcedId" from "given_results" g where g."value" is null or g."level" is null`,
  })
  await tx.query(sql`
    create temporary table "plan_assessments" on commit drop as
    with recursive ${lastOf(tenantId, sql`select "assessmentId" as "id" from "given_results"`)}
    select g.*, last."id" as "correctsId",
      case
        when g."assessmentId" is null then 'added'
        when last."studentId" <> g."studentId" or last."skillId" <> g."skillId" then 'unchanged'
        when ${byHand} or (last."value" is not distinct from g."value" and last."note" is not distinct from g."note") then 'unchanged'
        else 'changed'
      end as "fate"
    from "given_results" g left join "last" last on last."start" = g."assessmentId"
    where g."value" is not null and g."level" is not null and g."studentId" is not null`)
  await settleTable(merge, sql`"plan_assessments"`)
  await tx.query(sql`
    insert into "assessments" ("tenantId", "studentId", "skillId", "value", "level", "note", "assessedAt", "sourcedId")
    select ${tenantId}::uuid, "studentId", "skillId", "value", "level", "note", "at", "sourcedId" from "plan_assessments" where "fate" = 'added' order by "at", "line"`)
  await correct(merge, sql`select "correctsId" as "id", "value", "level", "note" from "plan_assessments" where "fate" = 'changed'`)
  await countFates(merge, 'assessments', sql`"plan_assessments"`)
}

/**
 * Takes back the assessments that an earlier import brought and this one deletes, or has others for: an export leaves out
 * whoever is in no class any more, and their history is none of its business.
 */
export async function endAssessments(merge: Merge): Promise<void> {
  const { ctx: { tenant }, ends, modes } = merge
  const omitted = ends && modes.get(results) === 'bulk'
  await merge.tx.query(sql`
    create temporary table "ended_assessments" on commit drop as
    with recursive ${lastOf(tenant.id, sql`
      select a."id" from "assessments" a left join "in_results" r on r."sourcedId" = a."sourcedId" and not r."deleted"
      where a."tenantId" = ${tenant.id}::uuid and a."sourcedId" is not null and r."sourcedId" is null
        and (exists (select from "in_results" d where d."sourcedId" = a."sourcedId")
          or ${omitted} and exists (select from "given_results" g where g."studentId" = a."studentId" and g."skillId" = a."skillId"))
        and not exists (select from "in_issues" i where i."file" = ${results.fileName} and i."code" = 'duplicate_id' and i."value" = a."sourcedId")`)}
    select last."id" from "last" last where last."value" is not null and not ${byHand}
      and not exists (select from "given_results" g where g."assessmentId" = last."id")`)
  await countTouched(merge, 'removed', 'assessments', sql`select 1 from "ended_assessments"`)
  await correct(merge, sql`select "id", null::float8 as "value", null::float8 as "level", null::text as "note" from "ended_assessments"`)
}

/** A level by a number that may lie outside; none for none, which `greatest` and `least` would pass over. */
function inHundred(level: Sql): Sql {
  return sql`case when ${level} is not null then least(100, greatest(0, ${level})) end`
}

/** A score of other systems as a share of what it lies between, 0 to 100. */
const shareOf: Sql = sql`case when coalesce(l."most", 100) - coalesce(l."least", 0) >= 0.001
  then round(${inHundred(sql`(r."score" - coalesce(l."least", 0)) / (coalesce(l."most", 100) - coalesce(l."least", 0)) * 100`)}::numeric, 2)::float8 end`

/** Over `last`: somebody's own, and no import's. */
const byHand: Sql = sql`(last."assessedBy" is not null)`

/** The table `last`: of each assessment in `starts` the entry that stands in its place now, which may be itself. */
const lastOf = (tenantId: string, starts: Sql): Sql => sql`
  "chain" as (
    select s."id" as "start", s."id", 0 as "depth" from (${starts}) s where s."id" is not null
    union all
    select c."start", a."id", c."depth" + 1 from "chain" c join "assessments" a on a."tenantId" = ${tenantId}::uuid and a."correctsId" = c."id"
  ), "last" as (
    select distinct on (c."start") c."start", a."id", a."studentId", a."skillId", a."value", a."note", a."assessedBy"
    from "chain" c join "assessments" a on a."tenantId" = ${tenantId}::uuid and a."id" = c."id" order by c."start", c."depth" desc
  )`

/** Assessments are only ever added: each of `rows` is put in the place of the one whose `id` it names. */
async function correct({ tx, ctx: { tenant } }: Merge, rows: Sql): Promise<void> {
  await tx.query(sql`
    insert into "assessments" ("tenantId", "studentId", "skillId", "value", "level", "note", "assessedAt", "correctsId")
    select a."tenantId", a."studentId", a."skillId", n."value", n."level", n."note", a."assessedAt", a."id"
    from (${rows}) n join "assessments" a on a."tenantId" = ${tenant.id}::uuid and a."id" = n."id"
    on conflict ("tenantId", "correctsId") do nothing`)
}

async function tellOfUnknown(merge: Merge): Promise<void> {
  const of = { severity: 'warning', file: results.fileName, code: 'unknown_reference' } as const
  const { ctx: { tenant } } = merge
  await check(merge, {
    ...of, column: 'lineItemSourcedId',
    rows: sql`select r."line", r."lineItem" from "in_results" r where not r."deleted" and not exists (select from "in_lineItems" i where i."sourcedId" = r."lineItem")`,
  })
  await check(merge, {
    ...of, column: 'studentSourcedId',
    rows: sql`
      select r."line", r."student" from "in_results" r
      where not r."deleted" and exists (select from "line_skills" l where l."sourcedId" = r."lineItem")
        and not exists (select from "students" s where s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = r."student" and s."endedAt" is null)`,
  })
}
