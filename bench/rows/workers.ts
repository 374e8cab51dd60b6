import type { Bench } from '../lib/bench'
import { BIG } from '../lib/fill'
import { BOTH_CORES, pinLoad, startWorkers } from '../lib/processes'
import { enter } from '../lib/school'
import { type Row, toRow } from '../lib/table'
import { compareByWrk, hasWrk, type Load } from '../lib/wrk'

/** Two workers of `npm start` against one; the load, Redis and the database are on the same two cores. */
export async function workerRows(bench: Bench): Promise<Row[]> {
  const { env } = bench
  if (!bench.redisUrl || !hasWrk()) {
    console.error('workers: needs BENCH_REDIS_URL, and wrk for a load that leaves the cores to the servers')
    return []
  }
  pinLoad(BOTH_CORES)
  const [two, one] = [await startWorkers(bench, 2), await startWorkers(bench, 1)]
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
