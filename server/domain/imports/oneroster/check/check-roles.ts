import { sql } from '../../../../infra/db/sql'
import { check, leaveOut, settleTable, type Stage } from '../../stage'
import { users } from '../files/users'

/**
 * Brings the roles of both versions together in `people_kinds`: the column of 1.1 and the file of 1.2.
 * Somebody new without any is refused: nobody could tell a child from a parent.
 */
export async function checkRoles(stage: Stage): Promise<void> {
  const { tx, ctx: { tenant } } = stage
  await tx.query(sql`
    create temporary table "people_kinds" on commit drop as
    select "person", "kind", min("relation") as "relation"
    from (
      select "sourcedId" as "person", "kind", "relation" from "in_users" where not "deleted" and "kind" is not null
      union all
      select "person", "kind", "relation" from "in_roles" where not "deleted" and "kind" is not null
    ) as "given"
    group by "person", "kind"`)
  await settleTable(stage, sql`"people_kinds"`, 'person')
  await check(stage, {
    severity: 'error',
    file: users.fileName,
    column: 'role',
    code: 'no_role',
    rows: sql`
      select u."line", u."sourcedId" from "in_users" u
      where not u."deleted"
        and not exists (select from "people_kinds" k where k."person" = u."sourcedId")
        and not exists (select from "students" s where s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = u."sourcedId")
        and not exists (select from "users" s where s."tenantId" = ${tenant.id}::uuid and s."sourcedId" = u."sourcedId")
        and not exists (select from "user_aliases" a where a."tenantId" = ${tenant.id}::uuid and a."sourcedId" = u."sourcedId")`,
  })
  await leaveOut(stage, users.table, users.fileName)
}
