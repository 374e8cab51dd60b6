import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bench } from '../lib/bench'
import { BIG } from '../lib/fill'
import { start } from '../lib/processes'
import { compare } from '../lib/rate'
import { buildBareRoutes } from '../lib/reference'
import { type Row, toRow } from '../lib/table'

/** The pages that are the same for everybody, out of the SWR cache, against a bare route with the same HTML. */
export async function publicRows({ root, product: file, env }: Bench): Promise<Row[]> {
  const rows: Row[] = []
  const headers = { 'x-tenant-id': BIG, 'accept-encoding': 'identity' }
  const product = await start(file, env)
  const bodies: Record<string, string> = {}
  for (const path of ['/', '/timetable']) bodies[path] = await (await fetch(product.origin + path, { headers })).text()
  const bodiesFile = join(env.DATA_DIR, 'public.json')
  writeFileSync(bodiesFile, JSON.stringify(bodies))
  const bare = await start(await buildBareRoutes(root), { BENCH_BODIES: bodiesFile })
  for (const path of Object.keys(bodies))
    rows.push(toRow(`public page kept: ${path}`, await compare({ origin: product.origin, path, headers }, { origin: bare.origin, path }), '>= 0.8'))
  await Promise.all([product.stop(), bare.stop()])
  return rows
}
