import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { heapLimit } from '../../cli/launcher/heap-limit'
import type { Bench } from '../lib/bench'
import { BIG } from '../lib/fill'
import { type Running, start } from '../lib/processes'
import { enter, type Person } from '../lib/school'
import { type Row, toFigure, toRow } from '../lib/table'
import { median } from '../lib/times'

const REST_SECONDS = 10
const AT_ONCE = 16
const QUESTIONS = 5_000
/** What `MEMORY_CACHE_MB` is unless told. */
const KEPT_BYTES = 64 * 1024 * 1024

const megabytes = ({ child }: Running) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1_024

/** Asks `count` questions, each another, and says what the server held meanwhile. */
async function ask(server: Running, count: number, question: (n: number) => [Person, string]): Promise<number[]> {
  const held: number[] = []
  let asked = 0
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let n = asked++; n < count; n = asked++) {
      const [{ headers }, path] = question(n)
      const answer = await fetch(server.origin + path, { headers })
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
      if (n % 100 === 0) held.push(megabytes(server))
    }
  }))
  return held
}

/** The process at rest, under load, and over so many questions of which none is like another. */
export async function memoryRows({ product: file, env }: Bench): Promise<Row[]> {
  const server = await start([...heapLimit(KEPT_BYTES), file], env)
  await wait(REST_SECONDS * 1_000)
  const atRest = megabytes(server)
  const { teacher, parent, admin, lessonId, studentId } = await enter(server.origin, BIG)
  const day = (n: number) => new Date(Date.UTC(2026, 0, 1) - (n % 3_000) * 86_400_000).toISOString().slice(0, 10)
  const kinds: ((n: number) => [Person, string])[] = [
    n => [admin, `/api/students?search=${n.toString(36)}`],
    n => [teacher, `/lessons/${lessonId}/register?turn=${n}`],
    n => [parent, `/api/students/${studentId}/attendance?from=${day(n)}&page=${1 + Math.floor(n / 3_000)}`],
    n => [teacher, `/api/lessons?date=${day(n)}&turn=${n}`.replace(/&turn=\d+/, '')],
    n => [parent, `/home?turn=${n}`],
    n => [admin, `/api/audit?limit=${1 + n % 100}`],
    n => [admin, `/api/students?page=${1 + n % 40}&limit=${1 + n % 97}`],
    n => [teacher, `/today?turn=${n}`],
  ]
  const question = (from: number) => (n: number) => (kinds[n % kinds.length] as typeof kinds[number])(from + n)
  const first = await ask(server, QUESTIONS, question(0))
  const second = await ask(server, QUESTIONS, question(QUESTIONS))
  await server.stop()
  const late = (held: number[]) => median(held.slice(held.length >> 1))
  return [
    toFigure('memory at rest, MB', atRest, '<= 200'),
    toFigure('memory under load, at most, MB', Math.max(...first, ...second), '<= 400'),
    toRow('memory after 10,000 distinct questions against 5,000, MB', { value: late(second), reference: late(first) }, '<= 1.1'),
  ]
}
