import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from '../lib/bench'
import { BELL, BIG } from '../lib/fill'
import { asOwner } from '../lib/owner'
import { BOTH_CORES, pinLoad, type Running, start, startWorkers } from '../lib/processes'
import { taughtLessons } from '../lib/registers'
import { sessionsOf, type SignedIn } from '../lib/sessions'
import { type Row, toFigure } from '../lib/table'
import { milliseconds, quantile } from '../lib/times'

const TEACHERS = 300, PARENTS = 1_000
const SECONDS = 10
const WARM_MS = 5_000

/** Today's registers of the school are open again. */
const forget = (url: string) => asOwner(url, async (client) => {
  const lessons = `SELECT l.id FROM lessons l JOIN control.tenants t ON t.id = l."tenantId" WHERE t.slug = $1 AND l.date = (now() AT TIME ZONE 'Europe/Kyiv')::date`
  await client.query(`DELETE FROM marks WHERE "lessonId" IN (${lessons})`, [BELL])
  await client.query(`UPDATE lessons SET "takenAt" = NULL WHERE id IN (${lessons})`, [BELL])
})

/** A server that has served another school for a while, as it would have by the time of a bell: its code is compiled. */
async function warm(origin: string, people: SignedIn[]): Promise<void> {
  const end = Date.now() + WARM_MS
  await Promise.all(Array.from({ length: 8 }, async (_, lane) => {
    for (let i = lane; Date.now() < end; i += 8) {
      const answer = await fetch(`${origin}/home?warm=${i}`, { headers: { ...people[i % people.length]?.headers, accept: 'text/html' } })
      await answer.text()
      if (!answer.ok) throw new Error(`the school before the bell was answered ${answer.status}`)
    }
  }))
}

/**
 * Three hundred teachers save a register of thirty within ten seconds, while a thousand parents open their page. Nobody of
 * the school was there before that day, so each session is asked for anew and prolonged.
 */
async function ring(name: string, { env }: Bench, begin: () => Promise<Running>): Promise<Row[]> {
  const url = env.DATABASE_URL
  await forget(url)
  const lessons = await taughtLessons(url, BELL, TEACHERS, 'today')
  const parents = await sessionsOf(url, BELL, 'parent', PARENTS)
  if (lessons.length < TEACHERS) throw new Error(`only ${lessons.length} teachers have a lesson today`)
  const product = await begin()
  const times = { saves: [] as number[], reads: [] as number[] }
  const faults: string[] = []
  const ask = async (kind: keyof typeof times, at: number, path: string, init: RequestInit) => {
    await wait(at)
    times[kind].push(await milliseconds(async () => {
      const answer = await fetch(product.origin + path, init).catch((error: unknown) => error as Error)
      if (answer instanceof Error) faults.push(`${path}: ${answer.message}`)
      else {
        const text = await answer.text()
        if (!answer.ok) faults.push(`${path}: ${answer.status} ${text}`)
      }
    }))
  }
  await warm(product.origin, await sessionsOf(url, BIG, 'parent', PARENTS))
  const at = (share: number) => share * SECONDS * 1_000
  const asked = lessons.map(({ lessonId, teacher, studentIds }, i) => {
    const body = JSON.stringify({ marks: studentIds.map((studentId, seat) => ({ studentId, status: seat % 9 === 0 ? 'absent' : 'present' })) })
    return ask('saves', at(i / TEACHERS), `/api/lessons/${lessonId}/register`, { method: 'PUT', headers: { ...teacher.headers, 'content-type': 'application/json' }, body })
  }).concat(parents.map(({ headers }, i) => ask('reads', at(i / PARENTS), '/home', { headers: { ...headers, accept: 'text/html' } })))
  await Promise.all(asked)
  await product.stop()
  if (faults[0]) console.error(`${name}: ${faults.length} faults, as ${faults[0]}`)
  return [
    toFigure(`${name}: errors`, faults.length, '<= 0'),
    toFigure(`${name}: saves, p99 in ms`, quantile(times.saves, 0.99), '<= 500'),
    toFigure(`${name}: reads, p99 in ms`, quantile(times.reads, 0.99), '<= 500'),
  ]
}

/** The first bell at one process, which has a core; and at two workers, which share both with the load. */
export async function bellRows(bench: Bench): Promise<Row[]> {
  const one = await ring('first bell', bench, () => start(bench.product, bench.env))
  if (!bench.redisUrl) return one
  pinLoad(BOTH_CORES)
  const two = await ring('first bell, two workers', bench, () => startWorkers(bench, 2))
  pinLoad()
  return [...one, ...two]
}
