import type { BulkTransaction } from '../../infra/db/bulk'
import { raw, type Sql, sql } from '../../infra/db/sql'
import type { TenantContext } from '../context'

interface Lending { tx: BulkTransaction, ctx: TenantContext }
/** A table of ours, and those of its ids that a file names. */
interface Named {
  table: string
  names: Sql
  /** A condition over the alias `t`; left out: any of them. */
  only?: Sql
}

/** Students who were erased are nobody's again, whatever file names them. */
export const notErased = sql`t."erasedAt" is null`

/**
 * A file of our own export calls rows that nobody imported by our ids. While it is imported they have those as the ids
 * of imports, so that they are found; `takeIdsBack` sees to it that a later bulk file does not take them for imported ones.
 */
export async function lendIds({ tx, ctx: { tenant } }: Lending, named: readonly Named[]): Promise<void> {
  await tx.query(sql`create temporary table "lent" ("kind" text, "id" uuid) on commit drop`)
  for (const { table, names, only = sql`true` } of named) {
    await tx.query(sql`
      with "lent_now" as (
        update ${raw(`"${table}"`)} t set "sourcedId" = t."id"::text
        where t."tenantId" = ${tenant.id}::uuid and t."sourcedId" is null and t."id"::text in (${names}) and ${only}
        returning t."id"
      )
      insert into "lent" ("kind", "id") select ${table}, "id" from "lent_now"`)
  }
}

export async function takeIdsBack({ tx, ctx: { tenant } }: Lending, named: readonly Named[]): Promise<void> {
  for (const { table } of named) {
    await tx.query(sql`
      update ${raw(`"${table}"`)} t set "sourcedId" = null
      from "lent" l where l."kind" = ${table} and t."tenantId" = ${tenant.id}::uuid and t."id" = l."id"`)
  }
}
