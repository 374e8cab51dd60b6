import { afterAll, beforeAll, expect, it } from 'vitest'
import { moveTenant } from '../../../server/domain/schools/move/move-tenant'
import { reconfigure } from '../../../server/infra/config'
import { closeRedis } from '../../../server/infra/redis/redis'
import { closeDatabases } from '../../../server/infra/db/shards'
import { runSql } from '../../helpers/database'
import { startPostgres, type Cluster } from '../../helpers/postgres'
import { describeWith } from '../../helpers/programs'
import { startRedis, type RedisServer } from '../../helpers/redis'
import { manyMarks } from '../../helpers/school/many-marks'
import { arsenal } from '../../helpers/schools'
import type { startServer } from '../../helpers/server'
import { contentOf, rowsIn, useShards } from '../../helpers/shards'
import { aFamilyLesson, at, type FamilyLesson, load, startProcesses } from '../../helpers/two-processes'

/** 360,000 by hand; a whole number of days of 600 students. */
const MARKS = Number(process.env.MARKS ?? 12_000)
const SAVERS = 6
/** A person may save ten times a second. */
const PACE_MS = 120
const { id } = arsenal.tenant
const main = process.env.DATABASE_URL ?? ''

describeWith('Redis', 'a tenant that moves between two servers while it is used', (program) => {
  let redis: RedisServer, away: Cluster
  let servers: Awaited<ReturnType<typeof startServer>>[] = []
  let lessons: FamilyLesson[]

  beforeAll(async () => {
    [redis, away] = await Promise.all([startRedis(program), startPostgres()])
    reconfigure({ REDIS_URL: redis.url })
    await useShards({ main, away: away.url })
    await manyMarks(arsenal, { groups: 20, studentsPerGroup: 30, days: MARKS / 600 })
    lessons = await Promise.all(Array.from({ length: SAVERS }, aFamilyLesson))
    servers = await startProcesses(2, { REDIS_URL: redis.url, SHARDS: process.env.SHARDS ?? '' })
    // A process that has answered nothing yet takes its time, which is not the move's.
    for (const server of servers) await Promise.all(lessons.map(lesson => at(server, lesson.teacher, lesson.register)))
  }, 600_000)

  afterAll(async () => {
    await Promise.all(servers.map(server => server.stop()))
    await Promise.all([closeDatabases(), closeRedis()])
    await Promise.all([redis?.stop(), away?.stop()])
  })

  /** Saves one register over and over, through both processes by turns. */
  async function saver(lesson: FamilyLesson, state: { going: boolean }) {
    const saved = { count: 0, last: 0, slowest: 0, bad: [] as string[] }
    for (let round = 1; state.going; round++) {
      const server = servers[round % 2]
      if (!server) throw new Error('no server')
      const minutes = 1 + round % 600
      const since = performance.now()
      const answer = await at(server, lesson.teacher, lesson.register, {
        method: 'PUT', body: { marks: [{ studentId: lesson.child.id, status: 'late', minutesLate: minutes }] },
      })
      saved.slowest = Math.max(saved.slowest, performance.now() - since)
      if (answer.status !== 200) saved.bad.push(`${answer.status} ${answer.text.slice(0, 200)}`)
      else Object.assign(saved, { count: saved.count + 1, last: minutes })
      await new Promise(resolve => setTimeout(resolve, PACE_MS))
    }
    return saved
  }

  const marksOfOthers = (url: string) => runSql(url, `select count(*)::int as rows, sum(hashtextextended(m::text, 0))::text as sum
    from marks m where "tenantId" = $1 and "lessonId" <> all ($2)`, [id, lessons.map(({ lesson }) => lesson.id)])
  const QUIET = ['branches', 'users', 'students', 'groups', 'enrolments', 'guardianships', 'absence_notices'] as const

  async function there(from: string, to: { name: string, url: string }) {
    const [before, marksBefore] = [await contentOf(from, id), await marksOfOthers(from)]
    const state = { going: true }
    const readers = load(servers, lessons, 2)
    const savers = lessons.map(lesson => saver(lesson, state))
    const report = await moveTenant('arsenal', to.name, { graceMs: 1_000 })
    // On through both processes, whose directories are old at first.
    await new Promise(resolve => setTimeout(resolve, 1_500))
    state.going = false
    const saves = await Promise.all(savers)
    await readers.stop()
    const after = await contentOf(to.url, id)
    process.stdout.write(`${MARKS} marks to ${to.name}: ${report.seconds} s, writes held ${report.heldMs} ms; ${saves.reduce((sum, { count }) => sum + count, 0)} saves, `
      + `the slowest ${Math.round(Math.max(...saves.map(({ slowest }) => slowest)))} ms; ${report.removed} rows removed\n`)

    expect([...saves.flatMap(({ bad }) => bad), ...readers.bad]).toEqual([])
    expect(await marksOfOthers(to.url)).toEqual(marksBefore)
    for (const table of QUIET) expect(after[table], table).toEqual(before[table])
    // Used all the while, they are prolonged; nobody was signed out.
    expect(after.sessions?.rows).toBe(before.sessions?.rows)
    expect(rowsIn(await contentOf(from, id)), 'rows left behind').toBe(0)
    return saves
  }

  /** What the registers say of all that was saved in them. */
  const registers = (url: string) => Promise.all(lessons.map(async ({ lesson, child }) => (await runSql(url, `
    select l."registerVersion" as version, m."minutesLate" as last, (select count(*)::int from mark_changes c where c."lessonId" = l.id) as changes
    from lessons l join marks m on m."lessonId" = l.id and m."studentId" = $2 where l.id = $1`, [lesson.id, child.id]))[0]))

  it('loses no write and doubles none, there and back', { timeout: 900_000 }, async () => {
    const first = await there(main, { name: 'away', url: away.url })
    expect(await registers(away.url)).toEqual(first.map(({ count, last }) => ({ version: count, last, changes: count })))
    const second = await there(away.url, { name: 'main', url: main })
    expect(await registers(main)).toEqual(second.map(({ count, last }, n) => ({
      version: (first[n]?.count ?? 0) + count, last, changes: (first[n]?.count ?? 0) + count,
    })))
  })
})
