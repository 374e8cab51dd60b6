import type { Mover, MoverTransaction } from '../../../infra/db/mover'
import type { TenantTable } from './tenant-tables'

const CHUNK_BYTES = 8 * 1024 * 1024
const NEWLINE = 10

/** A COPY in pieces of about eight megabytes that end where a row ends: in its text format that is every newline. */
export async function* wholeRows(bytes: AsyncIterable<Buffer>, size = CHUNK_BYTES): AsyncGenerator<Buffer[]> {
  let held: Buffer[] = []
  let length = 0
  for await (const piece of bytes) {
    const end = length + piece.length < size ? 0 : piece.lastIndexOf(NEWLINE) + 1
    if (end > 0) {
      yield [...held, piece.subarray(0, end)]
      held = []
      length = 0
    }
    const rest = piece.subarray(end)
    if (rest.length > 0) held.push(rest)
    length += rest.length
  }
  if (held.length > 0) yield held
}

/** Takes rows in through a temporary table, as row-level security refuses COPY. @returns how many */
export async function takeIn(tx: MoverTransaction, { name, columns }: TenantTable, rows: Iterable<Buffer>): Promise<number> {
  await tx.run(`CREATE TEMPORARY TABLE moved_rows ON COMMIT DROP AS SELECT ${columns} FROM public."${name}" LIMIT 0`)
  const count = await tx.copyIn(`COPY moved_rows (${columns}) FROM STDIN`, rows)
  await tx.run(`INSERT INTO public."${name}" (${columns}) SELECT ${columns} FROM moved_rows`)
  return count
}

/** Copies every row of a tenant as all of them were at one moment, in transactions of a bounded size. */
export async function copyRows(
  source: Mover, target: Mover, tables: readonly TenantTable[], tenantId: string, onRows: (table: string, rows: number) => unknown,
): Promise<number> {
  let total = 0
  await source.transaction(async (from) => {
    for (const table of tables) {
      const rows = from.copyOut(`COPY (SELECT ${table.columns} FROM public."${table.name}" WHERE "tenantId" = '${tenantId}') TO STDOUT`)
      for await (const chunk of wholeRows(rows)) {
        total += await target.transaction(to => takeIn(to, table, chunk))
        await onRows(table.name, total)
      }
    }
  }, { snapshot: true })
  return total
}
