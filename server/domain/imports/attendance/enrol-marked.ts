import { sql } from '../../../infra/db/sql'
import type { Stage } from '../stage'

/**
 * Puts whoever the whole-day roll call marked on its roster, from their first marked day on;
 * whoever has left, until their last. Students of classes were enrolled by the roster files.
 */
export async function enrolMarked({ tx, ctx: { tenant } }: Stage): Promise<void> {
  await tx.query(sql`
    create temporary table "marked" on commit drop as
    select p."groupId", p."studentId", min(p."date") as "first", max(p."date") as "last", bool_or(s."endedAt" is not null) as "left"
    from "plan_marks" p
    join "students" s on s."tenantId" = ${tenant.id}::uuid and s."id" = p."studentId"
    where p."kind" = 'registration'
    group by p."groupId", p."studentId"`)
  await tx.query(sql`
    update "enrolments" e
    set "from" = least(e."from", m."first"), "to" = case when e."to" is not null then greatest(e."to", m."last") end
    from "marked" m
    where e."tenantId" = ${tenant.id}::uuid and e."groupId" = m."groupId" and e."studentId" = m."studentId"
      and (e."from" > m."first" or e."to" < m."last")`)
  await tx.query(sql`
    insert into "enrolments" ("tenantId", "groupId", "studentId", "from", "to")
    select ${tenant.id}::uuid, m."groupId", m."studentId", m."first", case when m."left" then m."last" end
    from "marked" m
    where not exists (
      select from "enrolments" e
      where e."tenantId" = ${tenant.id}::uuid and e."groupId" = m."groupId" and e."studentId" = m."studentId"
    )`)
}
