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
