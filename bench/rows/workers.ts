import { join } from 'node:path'
import type { Bench } from '../lib/bench'
import { BIG } from '../lib/fill'
import { pinLoad, start } from '../lib/processes'
import { compare, type Target } from '../lib/rate'
import { enter } from '../lib/school'
import { type Row, toRow } from '../lib/table'

const BOTH_CORES = '0,1'

/** Two workers of `npm start` against one; the load, Redis and the database are on the same two cores. */
export async function workerRows({ root, env, redisUrl }: Bench): Promise<Row[]> {
  if (!redisUrl) {
    console.error('workers: needs BENCH_REDIS_URL')
    return []
  }
  pinLoad(BOTH_CORES)
  // Each with a data directory of its own, which one launcher holds at a time; the database is the same.
  const run = (workers: number) => start(['--import', 'tsx', join(root, 'cli/main.ts'), 'start'], {
    ...env, REDIS_URL: redisUrl, WORKERS: String(workers), DATA_DIR: join(env.DATA_DIR, `workers-${workers}`),
  }, BOTH_CORES)
  const [two, one] = [await run(2), await run(1)]
  const { teacher, lessonId } = await enter(two.origin, BIG)
  const row = async (name: string, target: Omit<Target, 'origin'>) =>
    toRow(name, await compare({ origin: two.origin, ...target }, { origin: one.origin, ...target }), '>= 1.3')
  const rows = [
    await row('two workers, page rendered: register', { path: `/lessons/${lessonId}/register`, headers: teacher.headers, varied: true }),
    await row('two workers, cached GET: register', { path: `/api/lessons/${lessonId}/register`, headers: teacher.headers }),
  ]
  await Promise.all([two.stop(), one.stop()])
  pinLoad()
  return rows
}
