import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded, serverFile } from '../cli/launcher/build'
import { embeddedServer } from '../cli/launcher/embedded-server'
import { pinLoad } from './lib/processes'
import { buildBareRoutes, buildReferencePages } from './lib/reference'
import { fill } from './lib/school'
import { print, type Row } from './lib/table'
import { httpRows } from './rows/http'

const ROOT = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '')
const DATA = join(ROOT, '.data/bench')
mkdirSync(DATA, { recursive: true })

/** Which rows to measure: all, or those of the groups that the arguments name. */
const wanted = process.argv.slice(2)
const measured = (group: string) => wanted.length === 0 || wanted.includes(group)

await buildIfNeeded(ROOT)
const server = await embeddedServer(DATA)
const env = { DATABASE_URL: server.url, APP_SECRET: 'the secret of the benchmarks, which nobody else needs', DATA_DIR: DATA }
Object.assign(process.env, env)
const rows: Row[] = []
try {
  const { migrateAll } = await import('../server/infra/db/migrate-all')
  await migrateAll()
  fill(ROOT, env)
  if (measured('http')) {
    const files = { product: serverFile(ROOT), bare: await buildBareRoutes(ROOT), pages: await buildReferencePages(ROOT) }
    pinLoad()
    rows.push(...await httpRows(ROOT, files, env, process.env.BENCH_REDIS_URL ?? null))
  }
}
finally {
  await server.stop()
}
print(rows)
writeFileSync(join(ROOT, 'bench/results.json'), `${JSON.stringify(rows, null, 2)}\n`)
process.exit(0)
