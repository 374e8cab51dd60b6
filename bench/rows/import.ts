import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Bench } from '../lib/bench'
import { writeBundle } from '../lib/bundle'
import { copyRows, dumpRows, emptyPlainTables, makePlainTables } from '../lib/copy-tables'
import { migrate } from '../../server/infra/db/migrate'
import { asOwner, databaseOf } from '../lib/owner'
import { type Row, toRow } from '../lib/table'
import { median, milliseconds } from '../lib/times'

const ROUNDS = 3
const DATABASE = 'goalschool_import'
const run = promisify(execFile)

interface Imported { tenantId: string, milliseconds: number, megabytes: number }

/** A OneRoster bundle of 100,000 rows, each time into a new tenant, against COPY of what came of it; and the memory that ten times the rows take. */
export async function importRows({ root, env }: Bench): Promise<Row[]> {
  const url = databaseOf(env.DATABASE_URL, DATABASE)
  const drop = (again: boolean) => asOwner(env.DATABASE_URL, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS ${DATABASE} WITH (FORCE)`)
    if (again) await client.query(`CREATE DATABASE ${DATABASE}`)
  })
  const folderOf = (rows: number) => join(env.DATA_DIR, `bundle-${rows}`)
  const [large, small] = [folderOf(100_000), folderOf(10_000)]
  await writeBundle(large, 100_000)
  await writeBundle(small, 10_000)
  const bring = async (folder: string, slug: string) => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', join(root, 'bench/lib/import-once.ts'), folder, slug], { cwd: root, env: { ...process.env, DATABASE_URL: url } })
    return JSON.parse(stdout) as Imported
  }
  await drop(true)
  try {
    await migrate(url)
    return await asOwner(url, async (client) => {
      await client.query(`INSERT INTO control.shards (name, region) VALUES ('main', 'local') ON CONFLICT DO NOTHING`)
      await makePlainTables(client)
      const memory = { value: [] as number[], reference: [] as number[] }
      const times = { value: [] as number[], reference: [] as number[] }
      for (let round = 1; round <= ROUNDS; round++) {
        memory.reference.push((await bring(small, `small-${round}`)).megabytes)
        const imported = await bring(large, `large-${round}`)
        memory.value.push(imported.megabytes)
        times.value.push(imported.milliseconds)
        await dumpRows(client, imported.tenantId, large)
        await emptyPlainTables(client)
        times.reference.push(await milliseconds(() => copyRows(client, large)))
      }
      return [
        toRow('import of 100,000 OneRoster rows, in ms', { value: median(times.value), reference: median(times.reference) }, '<= 4'),
        toRow('import: memory of 100,000 rows against 10,000, MB', { value: Math.max(...memory.value), reference: Math.max(...memory.reference) }, '<= 1.25'),
      ]
    })
  }
  finally {
    await drop(false)
  }
}
