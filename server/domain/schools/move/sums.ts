import type { Mover, MoverTransaction } from '../../../infra/db/mover'
import { join, raw, sql } from '../../../infra/db/sql'
import { DomainError } from '../../errors'
import type { TenantTable } from './tenant-tables'

/** By table: how many rows, and the sum of a number for each. */
export type Sums = Record<string, { rows: number, sum: string }>

/**
 * Counts and checksums of the tenant's rows, all of them or those that `only` names.
 * @param only a condition in SQL, by table
 */
export async function sumsOf(tx: MoverTransaction, tables: readonly TenantTable[], tenantId: string, only: (table: TenantTable) => string = () => 'true'): Promise<Sums> {
  if (tables.length === 0) return {}
  const each = tables.map(table => sql`
    SELECT ${table.name} AS name, count(*) AS rows, coalesce(sum(${raw(table.hash)}), 0)::text AS sum
    FROM ${raw(`public."${table.name}"`)} WHERE "tenantId" = ${tenantId}::uuid AND ${raw(only(table))}`)
  const rows = await tx.query<{ name: string, rows: number, sum: string }>(join(each, ' UNION ALL '))
  return Object.fromEntries(rows.map(({ name, rows, sum }) => [name, { rows, sum }]))
}

const differing = (a: Sums, b: Sums) => Object.keys(a).filter(name => a[name]?.rows !== b[name]?.rows || a[name]?.sum !== b[name]?.sum)

/** @throws DomainError `copies_differ` with the tables, so that nothing is given up that is not elsewhere */
export function assertSame(source: Sums, target: Sums): void {
  const differ = differing(source, target)
  if (differ.length > 0)
    throw new DomainError('copies_differ', { status: 409, detail: `The copy differs in ${differ.join(', ')}; the tenant stays where it is.`, data: { source, target } })
}

function combine(a: Sums, b: Sums, sign: 1n | -1n): Sums {
  const entries = Object.entries(b).map(([name, { rows, sum }]) => {
    const known = a[name] ?? { rows: 0, sum: '0' }
    return [name, { rows: known.rows + Number(sign) * rows, sum: String(BigInt(known.sum) + sign * BigInt(sum)) }] as const
  })
  return { ...a, ...Object.fromEntries(entries) }
}

export const plus = (a: Sums, b: Sums): Sums => combine(a, b, 1n)
export const minus = (a: Sums, b: Sums): Sums => combine(a, b, -1n)

/**
 * Once more against the old home as a whole, where nobody writes any more but system work.
 * @throws DomainError `copies_differ`, before anything was taken away there
 */
export async function assertKept(left: Mover, tables: readonly TenantTable[], tenantId: string, kept: Sums): Promise<void> {
  const quiet = tables.filter(table => !table.system)
  const sums = await left.transaction(tx => sumsOf(tx, quiet, tenantId))
  const differ = differing(sums, kept)
  if (differ.length > 0)
    throw new DomainError('copies_differ', { status: 409, detail: `The tenant has moved, but ${left.shard} holds other rows in ${differ.join(', ')}; nothing was taken away there.`, data: { left: sums, kept } })
}
