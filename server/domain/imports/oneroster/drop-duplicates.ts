import { sql } from '../../../infra/db/sql'
import { leaveOut, type Stage } from '../stage'
import type { BundleFileSpec } from './files/bundle-file'

/**
 * One row for each id: of several the one changed last; equal ones count once;
 * where neither tells which is meant, all are refused, so that the order of the rows never matters.
 */
export async function dropDuplicates(stage: Stage, spec: BundleFileSpec): Promise<void> {
  await stage.tx.query(sql`
    with "copies" as (
      select "line", "sourcedId", "modified", (to_jsonb(t) - 'line')::text as "content"
      from ${spec.table} t
      where "sourcedId" in (select "sourcedId" from ${spec.table} group by "sourcedId" having count(*) > 1)
    ), "ranked" as (
      select
        "line", "sourcedId",
        dense_rank() over (partition by "sourcedId" order by "modified" desc nulls last) as "age",
        row_number() over (partition by "sourcedId", "modified" order by "line") as "copy",
        min("content") over "same" <> max("content") over "same" as "torn"
      from "copies"
      window "same" as (partition by "sourcedId", "modified")
    )
    insert into "in_issues" ("severity", "file", "line", "column", "code", "value")
    select
      case when "age" = 1 and "torn" and not ${spec.beside} then 'error' else 'drop' end,
      ${spec.fileName}, "line", 'sourcedId',
      case when "age" > 1 then 'superseded' when "torn" then 'duplicate_id' else 'duplicate' end,
      "sourcedId"
    from "ranked"
    where "age" > 1 or "torn" or "copy" > 1`)
  await leaveOut(stage, spec.table, spec.fileName)
}
