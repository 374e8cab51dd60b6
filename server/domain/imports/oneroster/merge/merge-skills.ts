import { MOST_SKILLS } from '#shared/utils/skills'
import { type Sql, sql } from '../../../../infra/db/sql'
import { check, settleTable } from '../../stage'
import { lineItems } from '../files/line-items'
import { countFates, type Merge } from './merge'

/**
 * Line items become skills of the catalogue, each once, whatever classes they are in. Those of our own exports are made
 * where the school has none like them; of others only those count whose title is a skill here, or a school would have a
 * skill for each piece of homework. What the school has of a skill stays.
 */
export async function mergeSkills(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "given_skills" on commit drop as
    select distinct on (k."key") k."key", i."line", i."skill", i."name", c."name" as "category", i."bands", i."unit", i."better", i."presetKey", i."archived"
    from "in_lineItems" i
    cross join lateral (select ${keyOf} as "key") k
    left join "in_categories" c on c."sourcedId" = i."category" and not c."deleted"
    where not i."deleted" and i."name" is not null
    order by k."key", i."line"`)
  await tx.query(sql`
    create temporary table "plan_skills" on commit drop as
    select g."key", case when s."id" is null then 'added' else 'unchanged' end as "fate"
    from "given_skills" g left join lateral (${skillOf(tenant.id)}) s on true
    where s."id" is not null or (g."bands" is not null and g."category" is not null)`)
  await leaveOutTooMany(merge)
  await tx.query(sql`
    insert into "skills" ("tenantId", "name", "category", "bands", "unit", "better", "presetKey", "archivedAt", "sourcedId")
    select ${tenant.id}::uuid, g."name", g."category", g."bands", g."unit", g."better", g."presetKey", case when g."archived" then now() end, g."skill"
    from "given_skills" g join "plan_skills" p on p."key" = g."key" and p."fate" = 'added' order by g."line"
    on conflict do nothing`)
  await tx.query(sql`
    create temporary table "line_skills" on commit drop as
    select i."sourcedId", s."id" as "skillId", s."unit", i."least", i."most"
    from "in_lineItems" i
    join (select g."key", s.* from "given_skills" g cross join lateral (${skillOf(tenant.id)}) s) s on s."key" = ${keyOf}
    where not i."deleted"`)
  await settleTable(merge, sql`"line_skills"`, 'sourcedId')
  await tellOfOthers(merge)
  await tx.query(sql`delete from "plan_skills" p where not exists (select from "line_skills" l join "in_lineItems" i on i."sourcedId" = l."sourcedId" where ${keyOf} = p."key")`)
  await countFates(merge, 'skills', sql`"plan_skills"`)
}

/** A school has so many skills and no more, whoever makes them: of the new ones those that the file names first. */
async function leaveOutTooMany(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`
    create temporary table "too_many_skills" on commit drop as
    select n."key", n."line", n."name" from (
      select g."key", g."line", g."name", row_number() over (order by g."line") as "place"
      from "given_skills" g join "plan_skills" p on p."key" = g."key" and p."fate" = 'added' where not g."archived") n
    where n."place" > ${MOST_SKILLS}::int - (select count(*) from "skills" s where s."tenantId" = ${tenant.id}::uuid and s."archivedAt" is null)`)
  await check(merge, { severity: 'warning', file: lineItems.fileName, column: 'title', code: 'too_many_skills', rows: sql`select "line", "name" from "too_many_skills"` })
  for (const table of [sql`"plan_skills"`, sql`"given_skills"`]) await tx.query(sql`delete from ${table} t using "too_many_skills" m where m."key" = t."key"`)
}

/** What tells skills apart, over the alias `i` of line items. */
const keyOf: Sql = sql`case when i."skill" is null then 'title ' || i."name" else 'id ' || i."skill" end`

/** The skill of this school that `g` of the given ones is: by its id, else by its name, else by the preset it is from; never one that is measured otherwise. */
const skillOf = (tenantId: string): Sql => sql`
  select sk."id", sk."unit" from "skills" sk
  where sk."tenantId" = ${tenantId}::uuid
    and (sk."sourcedId" = g."skill" or sk."id"::text = g."skill" or sk."name" = g."name" or sk."presetKey" = g."presetKey")
    and case when g."bands" is null then sk."archivedAt" is null else sk."unit" is not distinct from g."unit" end
  order by coalesce(sk."sourcedId" = g."skill" or sk."id"::text = g."skill", false) desc, sk."name" = g."name" desc
  limit 1`

/** Of what is no skill here, or none that can be made. */
async function tellOfOthers(merge: Merge): Promise<void> {
  const left = sql`not exists (select from "line_skills" l join "in_lineItems" i on i."sourcedId" = l."sourcedId" where ${keyOf} = g."key")`
  const of = { severity: 'warning', file: lineItems.fileName } as const
  await check(merge, { ...of, column: 'title', code: 'not_a_skill', rows: sql`select g."line", g."name" from "given_skills" g where g."bands" is null and ${left}` })
  await check(merge, {
    ...of, column: 'categorySourcedId', code: 'unknown_reference',
    rows: sql`select g."line", i."category" from "given_skills" g join "in_lineItems" i on i."line" = g."line" where g."bands" is not null and g."category" is null and ${left}`,
  })
  await check(merge, {
    ...of, column: 'title', code: 'other_measure',
    rows: sql`select g."line", g."name" from "given_skills" g where g."bands" is not null and g."category" is not null and ${left}`,
  })
}
