import { sql } from '../../../../infra/db/sql'
import { check } from '../../stage'
import { users } from '../files/users'
import type { Merge } from './merge'

/**
 * Gives each address to one person: to who has it already, else to the least id, so that the order of rows never matters.
 * Whoever goes without keeps the address they have, or becomes a person without a sign-in.
 */
export async function settleAddresses(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`alter table "plan_people" add column "address" text, add column "current" text`)
  await tx.query(sql`
    update "plan_people" p set "current" = u."email"
    from "users" u where u."tenantId" = ${tenant.id}::uuid and u."id" = p."person" and u."email" is not null`)
  await tx.query(sql`
    with "claims" as (
      select p."sourcedId", row_number() over (partition by p."email" order by p."current" is not distinct from p."email" desc, p."sourcedId") as "place"
      from "plan_people" p
      where p."enabled" and not p."joined" and p."email" is not null
        and not exists (
          select from "users" u where u."tenantId" = ${tenant.id}::uuid and u."email" = p."email" and u."id" <> p."person"
        )
    )
    update "plan_people" p
    set "address" = case when not p."enabled" then null when c."place" = 1 then p."email" else p."current" end
    from "plan_people" q left join "claims" c on c."sourcedId" = q."sourcedId"
    where q."sourcedId" = p."sourcedId" and not p."joined"`)
  await check(merge, {
    severity: 'warning',
    file: users.fileName,
    column: 'email',
    code: 'shared_address',
    rows: sql`
      select p."line", p."email" from "plan_people" p
      where p."enabled" and not p."joined" and (p."address" is null or p."address" <> p."email")`,
  })
}
