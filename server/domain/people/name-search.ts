import { type Sql, sql } from '../../infra/db/sql'

/** A search counts no further. */
export const MOST_FOUND = 1_000

/** As many names as the index is asked for; a viewer of a part of the school may see only some of them. */
const CANDIDATES = 4 * MOST_FOUND

/** Whom to look among: rows of `from` (a table with its alias), which `where` narrows to those that the viewer sees. */
export interface Searched { columns: Sql, from: Sql, where: Sql, id: Sql, name: Sql, search: Sql }

/**
 * The CTE `found`: rows whose name holds every word, at most `MOST_FOUND`, by the trigram index through its definer
 * function, as row-level security keeps ILIKE away from it. Where so many names match that the function stopped,
 * those in sight are looked through instead, so that nobody misses a name for the names of others.
 * @param words the longest first; with none every row is found
 */
export function foundByName(words: string[], { columns, from, where, id, name, search }: Searched): Sql {
  if (words.length === 0) return sql`found AS (SELECT ${columns} FROM ${from} WHERE ${where})`
  return sql`
    candidates AS MATERIALIZED (SELECT candidate FROM ${search}(${words}::text[], ${CANDIDATES}::int) AS candidate),
    found AS (
      SELECT ${columns} FROM ${from}
      WHERE (SELECT count(*) FROM candidates) < ${CANDIDATES}::int AND ${id} IN (SELECT candidate FROM candidates) AND ${where}
      UNION ALL
      SELECT ${columns} FROM ${from}
      WHERE (SELECT count(*) FROM candidates) >= ${CANDIDATES}::int
        AND ${name} ILIKE ALL (SELECT like_pattern(word) FROM unnest(${words}::text[]) AS word) AND ${where}
      LIMIT ${MOST_FOUND}::int)`
}
