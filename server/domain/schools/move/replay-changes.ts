import type { Mover, MoverTransaction } from '../../../infra/db/mover'
import { raw, sql } from '../../../infra/db/sql'
import { sqlState } from '../../../infra/db/sql-state'
import { DomainError } from '../../errors'
import { assertSame, minus, plus, type Sums, sumsOf } from './sums'
import type { TenantTable } from './tenant-tables'

interface Touched { table: TenantTable, ids: string[], rows: Buffer[] }

/** A unique value or a reference that stands in the way. */
const IN_THE_WAY = new Set(['23505', '23503', '23001'])

const changed = (tenantId: string) => ({ name }: TenantTable) =>
  `id IN (SELECT "rowId" FROM moves.changes WHERE "tenantId" = '${tenantId}' AND "table" = '${name}')`
const touchedOnes = ({ name }: TenantTable) => `id IN (SELECT id FROM pg_temp."touched_${name}")`

async function collect(bytes: AsyncIterable<Buffer>): Promise<Buffer[]> {
  const pieces: Buffer[] = []
  for await (const piece of bytes) pieces.push(piece)
  return pieces
}

/** The rows that changed, as they are in this snapshot; those that are gone are among the ids alone. */
async function readTouched(from: MoverTransaction, tables: readonly TenantTable[], tenantId: string): Promise<Touched[]> {
  const noted = await from.query<{ table: string, ids: string[] }>(sql`
    SELECT "table", array_agg(DISTINCT "rowId"::text) AS ids FROM ${raw('moves.changes')} WHERE "tenantId" = ${tenantId}::uuid GROUP BY 1`)
  const touched: Touched[] = []
  for (const table of tables) {
    const ids = noted.find(note => note.table === table.name)?.ids
    if (!ids) continue
    const rows = await collect(from.copyOut(`COPY (SELECT ${table.columns} FROM public."${table.name}" WHERE ${changed(tenantId)(table)}) TO STDOUT`))
    touched.push({ table, ids, rows })
  }
  return touched
}

async function lay(to: MoverTransaction, { table: { name, columns }, ids, rows }: Touched): Promise<void> {
  await to.run(`CREATE TEMPORARY TABLE "touched_${name}" ON COMMIT DROP AS SELECT id FROM public."${name}" LIMIT 0;
    CREATE TEMPORARY TABLE "saved_${name}" ON COMMIT DROP AS SELECT ${columns} FROM public."${name}" LIMIT 0`)
  await to.copyIn(`COPY "touched_${name}" FROM STDIN`, [Buffer.from(`${ids.join('\n')}\n`)])
  await to.copyIn(`COPY "saved_${name}" (${columns}) FROM STDIN`, rows)
}

const deleteGone = ({ table: { name } }: Touched) => `DELETE FROM public."${name}" t USING pg_temp."touched_${name}" i
  WHERE t.id = i.id AND NOT EXISTS (SELECT FROM pg_temp."saved_${name}" s WHERE s.id = i.id)`

const save = ({ table: { name, columns } }: Touched) => `INSERT INTO public."${name}" (${columns}) SELECT ${columns} FROM pg_temp."saved_${name}"
  ON CONFLICT (id) DO UPDATE SET (${columns}) = ROW(${columns.replaceAll(/"[^"]+"/g, 'excluded.$&')})`

/** A mark that was cleared and set anew wants the old one gone first; a child that left for another group, the new one there first. */
async function apply(to: MoverTransaction, touched: readonly Touched[]): Promise<void> {
  const deletions = [...touched].reverse().map(deleteGone)
  const savings = touched.map(save)
  await to.run('SAVEPOINT before')
  try {
    for (const statement of [...deletions, ...savings]) await to.run(statement)
  }
  catch (error) {
    if (!IN_THE_WAY.has(sqlState(error) ?? '')) throw error
    await to.run('ROLLBACK TO SAVEPOINT before')
    for (const statement of [...savings, ...deletions]) await to.run(statement)
  }
}

export interface Replayed {
  changes: number
  /** What the copy holds by now. */
  sums: Sums
}

/**
 * Brings the copy to where the source is at this moment, and makes sure that what was touched is the same there.
 * @param before what the copy holds; null: both sides are counted as a whole and compared
 * @throws DomainError `copies_differ`, `change_in_the_way`
 */
export async function replayChanges(source: Mover, target: Mover, tables: readonly TenantTable[], tenantId: string, before: Sums | null): Promise<Replayed> {
  return source.transaction(async (from) => {
    const touched = await readTouched(from, tables, tenantId)
    const only = touched.map(({ table }) => table)
    const wanted = await sumsOf(from, only, tenantId, changed(tenantId))
    const whole = before ? null : await sumsOf(from, tables, tenantId)
    const { old, now } = await target.transaction(async (to) => {
      for (const one of touched) await lay(to, one)
      const old = await sumsOf(to, only, tenantId, touchedOnes)
      await apply(to, touched)
      const now = await sumsOf(to, only, tenantId, touchedOnes)
      assertSame(wanted, now)
      return { old, now }
    }).catch((error: unknown) => {
      if (!IN_THE_WAY.has(sqlState(error) ?? '')) throw error
      throw new DomainError('change_in_the_way', { status: 409, detail: 'Rows that changed in a ring cannot be copied one by one; run the move again.', cause: error })
    })
    if (whole) assertSame(whole, await target.transaction(to => sumsOf(to, tables, tenantId)))
    // Those of this snapshot and no others: what is noted meanwhile is for the next time.
    await from.$executeRaw(sql`DELETE FROM ${raw('moves.changes')} WHERE "tenantId" = ${tenantId}::uuid`)
    return { changes: touched.reduce((sum, { ids }) => sum + ids.length, 0), sums: whole ?? plus(minus(before ?? {}, old), now) }
  }, { snapshot: true })
}
