import { config } from '../infra/config'
import { db } from '../infra/db/db'
import { sql } from '../infra/db/sql'
import { redis } from '../infra/redis/redis'

type Check = 'ok' | 'unavailable'

let warm = false
/** From now on nobody waits for what a fresh process loads first. */
export const endWarming = () => void (warm = true)

let draining = false
/** From now on this process takes no new work. */
export const startDraining = () => void (draining = true)

const check = (work: Promise<unknown>): Promise<Check> => work.then(() => 'ok' as const, () => 'unavailable' as const)

/** Whether the databases that this process needs answer; a shard that is away takes only its own tenants with it. */
export async function readiness(): Promise<{ ready: boolean, checks: Record<string, Check> }> {
  const shards = Object.keys(config().shards)
  const [control, ...answers] = await Promise.all([
    check(db.control(sql`SELECT 1`)),
    ...shards.map(name => check(db.system(name, sql`SELECT 1`))),
  ])
  const checks: Record<string, Check> = { control: control ?? 'unavailable' }
  shards.forEach((name, index) => checks[`shard:${name}`] = answers[index] ?? 'unavailable')
  // Without it everything works, only slower: no reason to send anybody elsewhere.
  const link = redis()
  if (link) checks.redis = link.trusted ? 'ok' : 'unavailable'
  return { ready: warm && !draining && control === 'ok' && answers.includes('ok'), checks }
}
