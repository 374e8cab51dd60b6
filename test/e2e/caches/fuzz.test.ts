import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooser, type FuzzViewer, ODD_QUERIES, often, wordsOfOthers } from '../../helpers/fuzz'
import { http, type Answer } from '../../helpers/http'
import { describeWith } from '../../helpers/programs'
import { startRedis, type RedisServer } from '../../helpers/redis'
import { serial } from '../../helpers/school/names'
import { school } from '../../helpers/school/school'
import type { startServer } from '../../helpers/server'
import { startProcesses } from '../../helpers/two-processes'
import { aWorld, type World } from '../../helpers/world'

type Server = Awaited<ReturnType<typeof startServer>>

const REQUESTS = 5_000
const PHASES = 2
const html = { accept: 'text/html,application/json' }

/** What is asked for in a world: `plain` as people ask, and with ends that mean nothing or something else. */
function addresses({ corner, elsewhere, school }: World): { plain: string[], odd: string[] } {
  const paths = [
    '/api/me', '/api/groups', '/api/students', '/api/lessons', '/api/today', '/api/home', '/api/absence-notices', '/api/public/timetable',
    '/api/overview/attendance', '/api/attendance/stats', '/api/attendance/alerts', '/api/dashboard/stats', '/today', '/home',
    ...[corner, elsewhere].flatMap(({ child, lesson }) => [`/api/students/${child.id}`, `/api/children/${child.id}`, `/api/students/${child.id}/attendance`, `/api/lessons/${lesson.id}/register`]),
  ]
  const words = ['І', 'Ів', '\'', '"', '%', '_', '-', '.', '1-10', '11-0', corner.child.name, corner.child.name.slice(1, 4)]
  const plain = [
    ...paths, ...words.map(word => `/api/students?search=${encodeURIComponent(word)}`),
    '/api/students?page=1&limit=10', '/api/students?page=11&limit=1', '/api/students?page=1&limit=1', `/api/students?groupId=${corner.group.id}`,
    `/api/lessons?date=${school.day()}`, `/api/lessons?from=${school.day(-1)}&to=${school.day()}`, '/api/attendance/stats?by=day', '/api/attendance/stats?by=group',
  ]
  return { plain, odd: paths.flatMap(path => ODD_QUERIES.map(query => path + query)) }
}

/** What has to be equal, whoever worked it out: all but the number of the request. */
const content = ({ status, text, headers }: Answer) => JSON.stringify([status, headers['content-type'], text.replace(/"requestId":"[^"]*"/, '')])

function fuzz(title: string, start: () => Promise<Server[]>, levels: string[]) {
  describe(title, () => {
    let servers: Server[] = []
    let uncached: Server
    let worlds: World[]

    beforeAll(async () => {
      worlds = await Promise.all(['one', 'two'].map(async (name) => {
        const some = school({ slug: `${name}-${serial()}`, name, timeZone: 'Europe/Kyiv', locale: 'uk', vocabulary: 'school' })
        await some.create()
        return aWorld(some)
      }))
      // Of several that share nothing, none keeps anything.
      const [reference, ...others] = [...await startProcesses(1, { WORKERS: '2' }), ...await start()]
      uncached = reference as Server
      servers = others
    }, 300_000)
    afterAll(async () => {
      await Promise.all([...servers, uncached].map(server => server?.stop()))
    })

    const ask = (server: Server, { world, person }: FuzzViewer, path: string) =>
      http(server.origin, path, { headers: { host: world.school.host, ...html, ...(person ? { authorization: `Bearer ${person.token}` } : {}) } })

    it('answers thousands of requests, cold and warm, as if nothing were kept', { timeout: 300_000 }, async () => {
      const viewers: FuzzViewer[] = worlds.flatMap(world =>
        [world.people.admin, world.people.teacher, world.people.parent, null].map(person => ({ world, person })))
      const of = new Map(worlds.map(world => [world, addresses(world)]))
      const ofOthers = wordsOfOthers(worlds)
      const pick = chooser(11)
      const wrong: string[] = []
      const from: Record<string, number> = {}
      for (let phase = 0; phase < PHASES; phase++) {
        const right = new Map<string, Promise<string>>()
        const reference = (viewer: FuzzViewer, path: string) => ask(uncached, viewer, path).then(content)
        await often(REQUESTS / PHASES, async () => {
          const viewer = pick(viewers), server = pick(servers)
          const { plain, odd } = of.get(pick([viewer.world, viewer.world, viewer.world, ...worlds])) ?? { plain: [], odd: [] }
          const path = pick(pick([plain, plain, odd]))
          const key = `${viewer.world.school.host} ${viewer.person?.id} ${path}`
          const known = right.get(key) ?? reference(viewer, path)
          right.set(key, known)
          const answer = await ask(server, viewer, path)
          const source = /desc=(\w+)/.exec(String(answer.headers['server-timing']))?.[1] ?? 'none'
          from[source] = (from[source] ?? 0) + 1
          if (path.startsWith('/api/me')) wrong.push(...ofOthers(answer, viewer.person).map(email => `${key}: ${email}`))
          // What is next changes with the minute: then it is asked for once more on both sides.
          if (content(answer) !== await known && content(await ask(server, viewer, path)) !== await reference(viewer, path)) wrong.push(`${key}: ${source} ${answer.status} ${answer.text.slice(0, 300)}`)
        })
        for (const { people, corner: { lesson, child } } of worlds) {
          const marks = [{ studentId: child.id, status: 'late', minutesLate: 30 + phase, note: 'Її «примітка»' }]
          const saved = await http(pick(servers).origin, `/api/lessons/${lesson.id}/register`, {
            method: 'PUT', body: { marks }, headers: { host: worlds.find(world => world.people === people)?.school.host ?? '', authorization: `Bearer ${people.teacher.token}` },
          })
          expect(saved.status).toBe(200)
        }
      }
      process.stdout.write(`${title}: ${JSON.stringify(from)}\n`)
      expect(wrong).toEqual([])
      for (const level of ['computed', 'kept', ...levels]) expect([level, from[level]]).toEqual([level, expect.any(Number)])
      expect(from.memory).toBeGreaterThan(500)
    })
  })
}

fuzz('through one process', () => startProcesses(1, {}), ['memory'])

describeWith('Redis', 'with Redis', (program) => {
  let redis: RedisServer
  afterAll(() => redis?.stop())
  fuzz('through two processes', async () => {
    redis = await startRedis(program)
    return startProcesses(2, { REDIS_URL: redis.url })
  }, ['memory', 'redis'])
})
