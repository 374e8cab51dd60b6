import { afterAll, beforeAll, expect } from 'vitest'
import { ensureBuild } from './build'
import { http, type HttpOptions } from './http'
import { startServer } from './server'
import { arsenal } from './schools'
import { childrenOf } from './school/registers'
import type { Person } from './school/people'

type Server = Awaited<ReturnType<typeof startServer>>

/** Several processes of the product on this file's database, which share what this environment names. */
export async function startProcesses(count: number, environment: Record<string, string>): Promise<Server[]> {
  await ensureBuild()
  return Promise.all(Array.from({ length: count }, () => startServer(environment)))
}

/** Two processes for the tests of this suite, which share the Redis that is started with them, and lessons to save. */
export function useTwoProcesses<R extends { url: string, stop: () => Promise<unknown> }>(startShared: () => Promise<R>, lessonCount: number) {
  const ours = { servers: [] as Server[], lessons: [] as FamilyLesson[] } as { redis: R, servers: Server[], lessons: FamilyLesson[] }
  beforeAll(async () => {
    ours.redis = await startShared()
    ours.servers = await startProcesses(2, { REDIS_URL: ours.redis.url })
    ours.lessons = await Promise.all(Array.from({ length: lessonCount }, aFamilyLesson))
  }, 300_000)
  afterAll(async () => {
    await Promise.all(ours.servers.map(server => server.stop()))
    await ours.redis?.stop()
  })
  return ours
}

/** One request of a person to one of the processes. */
export const at = (server: { origin: string }, person: Person, path: string, { headers, ...options }: HttpOptions = {}) =>
  http(server.origin, path, { ...options, headers: { host: arsenal.host, authorization: `Bearer ${person.token}`, ...headers } })

/** A teacher with a lesson of today and a parent of its first child. */
export async function aFamilyLesson() {
  const { teacher, lesson } = await arsenal.aLesson({ students: 3 })
  const [child] = childrenOf(lesson)
  const parent = await arsenal.aUser('parent', { locale: 'en' })
  await arsenal.aGuardianship(parent, child)
  return { teacher, parent, lesson, child, register: `/api/lessons/${lesson.id}/register` }
}

export type FamilyLesson = Awaited<ReturnType<typeof aFamilyLesson>>

/** What is wrong in the very next answers of `reader` after a save through `writer`: API and kept pages, teacher and parent. */
export async function staleAfter(writer: Server, reader: Server, seen: FamilyLesson, minutes: number): Promise<string[]> {
  const { teacher, parent, lesson, child, register } = seen
  const marks = [{ studentId: child.id, status: 'late', minutesLate: minutes }]
  const saved = await at(writer, teacher, register, { method: 'PUT', body: { marks } })
  if (saved.status !== 200) return [`save ${saved.status} ${saved.text}`]
  const page = { headers: { accept: 'text/html' } }
  const [api, page1, own, page2] = await Promise.all([
    at(reader, teacher, register), at(reader, teacher, `/lessons/${lesson.id}/register`, page),
    at(reader, parent, `/api/students/${child.id}/attendance`), at(reader, parent, `/children/${child.id}`, page),
  ])
  const faults: string[] = []
  const ofChild = api.body?.students?.find((student: { studentId: string }) => student.studentId === child.id)
  if (ofChild?.minutesLate !== minutes) faults.push(`register ${api.status}: ${ofChild?.minutesLate} of ${minutes} (${api.headers['server-timing']})`)
  if (!page1.text.includes(`value="${minutes}"`)) faults.push(`register page ${page1.status} (${page1.headers['server-timing']})`)
  if (own.body?.data?.[0]?.minutesLate !== minutes) faults.push(`attendance ${own.status}: ${own.body?.data?.[0]?.minutesLate} of ${minutes} (${own.headers['server-timing']})`)
  if (!new RegExp(`\\b${minutes} min`).test(page2.text)) faults.push(`child page ${page2.status} (${page2.headers['server-timing']})`)
  return faults
}

/** Reads of many people without a break, until stopped. @returns what stops it, and says how it went */
export function load(servers: Server[], lessons: FamilyLesson[], width = 4) {
  const took: number[] = []
  const bad: string[] = []
  let going = true
  const reader = async (turn: number) => {
    for (let round = turn; going; round++) {
      const server = servers[round % servers.length], lesson = lessons[round % lessons.length]
      if (!server || !lesson) return
      const [person, path] = ([
        [lesson.teacher, '/api/today'], [lesson.parent, '/api/home'], [lesson.teacher, lesson.register],
        [lesson.parent, `/api/students/${lesson.child.id}/attendance`], [lesson.teacher, '/today'], [lesson.parent, '/api/me'],
      ] as const)[round % 6] ?? [lesson.teacher, '/api/me']
      const from = performance.now()
      const answer = await at(server, person, path, { headers: { accept: 'text/html,application/json' } }).catch((error: Error) => ({ status: 0, text: error.message }))
      took.push(performance.now() - from)
      if (answer.status !== 200) bad.push(`${answer.status} ${path} ${answer.text.slice(0, 200)}`)
    }
  }
  const readers = Array.from({ length: width }, (_, turn) => reader(turn))
  return {
    /** Milliseconds since the last call, sorted. */
    times: () => took.splice(0).sort((a, b) => a - b),
    bad,
    async stop() {
      going = false
      await Promise.all(readers)
    },
  }
}

/** Saves through one process and reads at the other, by turns, while others read without a break. */
export function savingByTurns(servers: Server[], lessons: FamilyLesson[], width = 3) {
  const others = load(servers, lessons, width)
  const faults: string[] = []
  let round = 0
  const one = async (when: string) => {
    const [writer, reader] = round % 2 ? servers : [...servers].reverse()
    const lesson = lessons[round % lessons.length]
    if (!writer || !reader || !lesson) throw new Error('nothing to try')
    faults.push(...(await staleAfter(writer, reader, lesson, 1 + round++ % 600)).map(fault => `${when} ${round}: ${fault}`))
  }
  const say = (when: string) => {
    const times = others.times()
    const ms = (place: number) => times[Math.min(times.length - 1, Math.floor(times.length * place))]?.toFixed(0)
    process.stdout.write(`${when}: ${round} saves so far, ${times.length} reads, median ${ms(0.5)} ms, p99 ${ms(0.99)} ms, most ${ms(1)} ms\n`)
  }
  return {
    /** So many saves, each read at once. */
    async times(when: string, count = 12) {
      for (let n = 0; n < count; n++) await one(when)
      say(when)
    },
    /** As many as it takes until something else is done. */
    async until(when: string, done: Promise<unknown>) {
      let going = true
      const ended = Promise.allSettled([done]).then(() => going = false)
      while (going) await one(when)
      await ended
      await done
      say(when)
    },
    /** @returns each answer that was older than its save, and each that was none */
    async end() {
      await others.stop()
      return [...faults, ...others.bad]
    },
  }
}

/** Saves until what one process has worked out is found in Redis by the other, and kept in its memory then. */
export async function keptByBoth(servers: Server[], lesson: FamilyLesson): Promise<void> {
  const timing = async (server: Server | undefined) => server && String((await at(server, lesson.teacher, lesson.register)).headers['server-timing'])
  for (const [one, other] of [servers, [...servers].reverse()]) {
    await expect.poll(async () => {
      await at(one as Server, lesson.teacher, lesson.register, { method: 'PUT', body: { marks: [{ studentId: lesson.child.id, status: 'late', minutesLate: 1 + Math.floor(Math.random() * 600) }] } })
      return [await timing(one), await timing(other), await timing(other)].map(said => /memory|redis|computed/.exec(said ?? '')?.[0])
    }, { timeout: 30_000, interval: 100 }).toEqual(['computed', 'redis', 'memory'])
  }
}
