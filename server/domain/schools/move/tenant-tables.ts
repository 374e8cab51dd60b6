import type { Mover } from '../../../infra/db/mover'
import { sql } from '../../../infra/db/sql'
import { DomainError } from '../../errors'

export interface TenantTable {
  name: string
  /** Its columns in quotes, separated by commas: those that are stored, not computed. */
  columns: string
  /** One number for a row, of the values alone: neither an enumeration's nor a text search's inner ids are in it. */
  hash: string
  /** System work changes rows here too, which waits for no hold. */
  system: boolean
}

interface Row { name: string, system: boolean, columns: string[], hashed: string[], parents: string[] }

const quoted = (name: string) => `"${name}"`

/** Parents before children. @throws Error where tables point at each other in a ring, which no order can copy */
export function inOrder<T extends { name: string, parents: string[] }>(rows: T[]): T[] {
  const sorted: T[] = []
  const done = new Set<string>()
  let waiting = rows
  while (waiting.length > 0) {
    const ready = waiting.filter(row => row.parents.every(parent => done.has(parent)))
    if (ready.length === 0) throw new Error(`tables point at each other: ${waiting.map(row => row.name).join(', ')}`)
    for (const row of ready) done.add(row.name)
    sorted.push(...ready)
    waiting = waiting.filter(row => !done.has(row.name))
  }
  return sorted
}

async function readCatalogue(mover: Mover): Promise<TenantTable[]> {
  const rows = await mover.transaction(tx => tx.query<Row>(sql`
    SELECT c.relname::text AS name, has_table_privilege('goalschool_system', c.oid, 'UPDATE, DELETE') AS system,
      array_agg(a.attname::text ORDER BY a.attname) AS columns,
      array_agg(quote_ident(a.attname) || CASE WHEN a.atttypid >= 16384 OR t.typname IN ('json', 'xml') THEN '::text' ELSE '' END
        ORDER BY a.attname) AS hashed,
      ARRAY(SELECT p.relname::text FROM pg_constraint k JOIN pg_class p ON p.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype = 'f') AS parents
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> 'tenant_homes'
      AND EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'tenantId' AND NOT o.attisdropped)
    GROUP BY c.oid, c.relname ORDER BY c.relname`))
  return inOrder(rows).map(({ name, system, columns, hashed }) => ({
    name, system, columns: columns.map(quoted).join(', '), hash: `hash_record_extended(ROW(${hashed.join(', ')}), 0)`,
  }))
}

/**
 * Every table with rows of tenants, from the catalogue, parents before children.
 * @throws DomainError `shards_differ` when the two shards are not of the same release
 */
export async function tenantTables(source: Mover, target: Mover): Promise<TenantTable[]> {
  const [here, there] = [await readCatalogue(source), await readCatalogue(target)]
  if (JSON.stringify(here) !== JSON.stringify(there))
    throw new DomainError('shards_differ', { status: 409, detail: `${source.shard} and ${target.shard} are not of the same release; run: goalschool db migrate` })
  return here
}
