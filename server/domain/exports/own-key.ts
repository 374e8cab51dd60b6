import { type Sql, sql } from '../../infra/db/sql'

/** The id under which other systems know a row: the one they gave it, else our own (imports/lend-ids.ts takes it back). */
export const keyOf = (alias: Sql): Sql => sql`COALESCE(${alias}."sourcedId", ${alias}.id::text)`
