import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded, serverFile } from '../cli/launcher/build'
import { embeddedServer } from '../cli/launcher/embedded-server'
import type { Bench } from './lib/bench'
import { fill } from './lib/fill'
import { pinLoad, stopAll } from './lib/processes'
import { writeResults } from './lib/results'
import { print, type Row } from './lib/table'

type Group = (bench: Bench) => Promise<Row[]>

/** By the name under which `npm run bench -- <name> …` asks for them. Their files read the environment, which is made below. */
const groups: Record<string, () => Promise<Group>> = {
  http: async () => (await import('./rows/http')).httpRows,
  public: async () => (await import('./rows/public')).publicRows,
  reads: async () => (await import('./rows/reads')).readRows,
  saves: async () => (await import('./rows/saves')).saveRows,
  overview: async () => (await import('./rows/overview')).overviewRows,
  search: async () => (await import('./rows/search')).searchRows,
  tenfold: async () => (await import('./rows/tenfold')).tenfoldRows,
  paging: async () => (await import('./rows/paging')).pagingRows,
  import: async () => (await import('./rows/import')).importRows,
  workers: async () => (await import('./rows/workers')).workerRows,
  bell: async () => (await import('./rows/bell')).bellRows,
  memory: async () => (await import('./rows/memory')).memoryRows,
}

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const DATA_DIR = join(ROOT, '.data/bench')
const RESULTS = join(ROOT, 'bench/results.json')
mkdirSync(DATA_DIR, { recursive: true })

const asked = process.argv.slice(2)
const unknown = asked.filter(name => !(name in groups))
if (unknown.length > 0) {
  console.error(`There is no group ${unknown.join(', ')}; there are: ${Object.keys(groups).join(', ')}`)
  process.exit(2)
}
const wanted = asked.length > 0 ? asked : Object.keys(groups)

await buildIfNeeded(ROOT)
const server = await embeddedServer(DATA_DIR)
const env = { DATABASE_URL: server.url, APP_SECRET: 'the secret of the benchmarks, which nobody else needs', DATA_DIR }
Object.assign(process.env, env, { LOG_LEVEL: 'error' })
const bench: Bench = { root: ROOT, product: serverFile(ROOT), env, redisUrl: process.env.BENCH_REDIS_URL ?? null }
const rows: Row[] = []
const failed: string[] = []
const { migrateAll } = await import('../server/infra/db/migrate-all')
const { closeDatabases } = await import('../server/infra/db/shards')
const stopEverything = async () => {
  await stopAll()
  await closeDatabases()
  await server.stop()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopEverything().finally(() => process.exit(130)))
try {
  await migrateAll()
  await fill(bench)
  pinLoad()
  for (const name of wanted) {
    const began = Date.now()
    try {
      const measure = await groups[name]?.()
      const own = await measure?.(bench) ?? []
      rows.push(...own)
      print(own)
      // Whoever stops here keeps what there is.
      writeResults(RESULTS, own, true)
    }
    catch (error) {
      failed.push(name)
      console.error(`${name} could not be measured:`, error)
    }
    const said = await stopAll()
    if (said) console.error(said.slice(-2_000))
    console.error(`${name}: ${Math.round((Date.now() - began) / 1_000)} s`)
  }
}
finally {
  await stopEverything()
}
if (wanted.length > 1) print(rows)
writeResults(RESULTS, rows, asked.length > 0 || failed.length > 0)
process.exit(failed.length > 0 ? 1 : 0)
