import { sql } from '../../../../infra/db/sql'
import { check } from '../../stage'
import { users } from '../files/users'
import type { Merge } from './merge'

/**
 * Gives each address to one person: to who has it and keeps it, else to the least id, so that the order of rows never
 * matters. An address that its holder gives up in this very import is free, so people may swap theirs or pass them on;
 * but who cannot have the address they want keeps their own, and with it whoever waits for that one goes without.
 * Whoever goes without keeps the address they have, or becomes a person without a sign-in.
 */
export async function settleAddresses(merge: Merge): Promise<void> {
  const { tx, ctx: { tenant } } = merge
  await tx.query(sql`alter table "plan_people" add column "address" text, add column "current" text`)
  await tx.query(sql`
    update "plan_people" p set "current" = u."email"
    from "users" u where u."tenantId" = ${tenant.id}::uuid and u."id" = p."person" and u."email" is not null`)
  await tx.query(sql`
    with recursive "claims" as (
      select p."sourcedId", p."person", p."email", p."current",
        row_number() over (partition by p."email" order by p."current" is not distinct from p."email" desc, p."sourcedId") as "place"
      from "plan_people" p
      where p."enabled" and not p."joined" and p."email" is not null
    ), "moves" as (
      select "sourcedId", "person", "email", "current" from "claims" where "place" = 1 and "current" is distinct from "email"
    ), "kept" as (
      select u."email"
      from "users" u
      where u."tenantId" = ${tenant.id}::uuid and u."email" in (select "email" from "moves")
        and not exists (select from "moves" m where m."person" = u."id")
        and not exists (select from "plan_people" p where p."person" = u."id" and not p."joined" and not p."enabled")
      union
      select m."current" from "kept" k join "moves" m on m."email" = k."email" where m."current" is not null
    )
    update "plan_people" p
    set "address" = case
      when not p."enabled" then null
      when m."email" is not null and not exists (select from "kept" k where k."email" = m."email") then p."email"
      else p."current"
    end
    from "plan_people" q left join "moves" m on m."sourcedId" = q."sourcedId"
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
