import { join } from 'node:path'
import type { Bench } from '../lib/bench'
import { BIG } from '../lib/fill'
import { pinLoad, start } from '../lib/processes'
import { enter } from '../lib/school'
import { type Row, toRow } from '../lib/table'
import { compareByWrk, hasWrk, type Load } from '../lib/wrk'

const BOTH_CORES = '0,1'

/** Two workers of `npm start` against one; the load, Redis and the database are on the same two cores. */
export async function workerRows({ root, env, redisUrl }: Bench): Promise<Row[]> {
  if (!redisUrl || !hasWrk()) {
    console.error('workers: needs BENCH_REDIS_URL, and wrk for a load that leaves the cores to the servers')
    return []
  }
  pinLoad(BOTH_CORES)
  // Each with a data directory of its own, which one launcher holds at a time; the database is the same.
  const run = (workers: number) => start(['--import', 'tsx', join(root, 'cli/main.ts'), 'start'], {
    ...env, REDIS_URL: redisUrl, WORKERS: String(workers), DATA_DIR: join(env.DATA_DIR, `workers-${workers}`),
  }, BOTH_CORES)
  const [two, one] = [await run(2), await run(1)]
  const { teacher, lessonId } = await enter(two.origin, BIG)
  const row = async (name: string, load: Load) => toRow(name, await compareByWrk(env.DATA_DIR, two.origin, one.origin, load), '>= 1.3')
  const rows = [
    await row('two workers, page rendered: register', { path: `/lessons/${lessonId}/register`, headers: teacher.headers, connections: 16, varied: true }),
    // Sixteen would leave each process waiting for the load after eight answers of 0.06 ms.
    await row('two workers, cached GET: register', { path: `/api/lessons/${lessonId}/register`, headers: teacher.headers, connections: 64 }),
  ]
  await Promise.all([two.stop(), one.stop()])
  pinLoad()
  return rows
}
