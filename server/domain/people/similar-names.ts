import type { TenantContext, Viewer } from '../context'
import { db } from '../../infra/db/db'
import { type Sql, sql } from '../../infra/db/sql'
import type { Searched } from './name-search'

const MOST_SHOWN = 5
/** As many as the index is asked for; a viewer may see only some of them. */
const CANDIDATES = 200

export interface SimilarName { id: string, name: string }

/** The search as the trigram index answers it: what is alike instead of what holds the words. */
type Alike = Pick<Searched, 'from' | 'where' | 'id' | 'name'> & { similar: Sql }

/**
 * For a search that found nobody, as of a name heard on the phone: at most five names in sight that are most like its
 * longest word, the most alike first.
 */
export async function similarNames(ctx: TenantContext<Viewer>, [longest = '']: string[], { from, where, id, name, similar }: Alike): Promise<SimilarName[]> {
  return db.query<SimilarName>(ctx, sql`
    SELECT ${id}, ${name} FROM ${similar}(${longest}, ${CANDIDATES}::int) AS alike JOIN ${from} ON ${id} = alike.id
    WHERE ${where} ORDER BY alike.distance, ${name}, ${id} LIMIT ${MOST_SHOWN}::int`)
}
