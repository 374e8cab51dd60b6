import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate } from '../../server/infra/db/migrate'
import { withDatabase } from '../../server/infra/db/migration-adapter'
import { ensureBuild } from '../helpers/build'
import { runSql } from '../helpers/database'
import { type Freezer, freezer } from '../helpers/freeze'
import { type Answer, http, type HttpOptions } from '../helpers/http'
import { type Cluster, startPostgres } from '../helpers/postgres'
import { startServer } from '../helpers/server'

// A server of its own: the others of this run must not stand still.
let cluster: Cluster, url: string, server: Awaited<ReturnType<typeof startServer>>, ice: Freezer

beforeAll(async () => {
  await ensureBuild()
  cluster = await startPostgres()
  await runSql(cluster.url, 'create database frozen')
  url = withDatabase(cluster.url, 'frozen')
  await migrate(url)
  execFileSync(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'seed', 'demo'], { env: { ...process.env, DATABASE_URL: url }, stdio: 'ignore' })
  server = await startServer({ DATABASE_URL: url })
  ice = await freezer(cluster.url)
}, 300_000)

afterAll(async () => {
  ice?.thaw()
  await server?.stop()
  await cluster?.stop()
})

const HOST = 'arsenal.localhost'
const send = (path: string, { headers, ...options }: HttpOptions = {}) => http(server.origin, path, { ...options, headers: { host: HOST, ...headers } })
const signIn = () => send('/api/auth/sign-in/email', {
  method: 'POST', headers: { origin: `http://${HOST}` }, body: { email: 'teacher@arsenal.example', password: 'goalschool-demo' },
})

it('answers 503 while its database stands still, and goes on where it was when it moves again', async () => {
  const newSession = async () => ({ authorization: `Bearer ${(await signIn()).headers['set-auth-token']}` })
  const bearer = await newSession()
  const unseen = await newSession()
  const get = (path: string) => send(path, { headers: bearer })
  const register = `/api/lessons/${(await get('/api/lessons')).body.data[0].id}/register`
  const { students, version } = (await get(register)).body
  const mark = (status: string, key: string) => send(register, {
    method: 'PUT', headers: { ...bearer, 'idempotency-key': key }, body: { marks: [{ studentId: students[0].studentId, status }] },
  })
  const [first, other] = students[0].status === 'present' ? ['absent', 'present'] : ['present', 'absent']
  expect((await mark(first, 'before')).body).toEqual({ version: version + 1, saved: 1 })
  // The relay gives up what is kept once more, within the second.
  await expect.poll(() => runSql(url, 'select 1 from outbox where "sentAt" is null')).toEqual([])
  const before = (await get(register)).body

  ice.freeze()
  const asked: Record<string, Promise<Answer>> = {
    'today': get('/api/today'), 'a session not seen before': send('/api/me', { headers: unseen }),
    'a sign-in': signIn(), 'a save': mark(other, 'during'), 'the week of everybody': send('/api/public/timetable'),
    // More than either pool holds, so that some wait for a connection.
    ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`crowd ${i}`, get(`/api/students?search=name${i}`)])),
  }
  const pages = ['/today', '/timetable/mine'].map(path => send(path, { headers: { ...bearer, accept: 'text/html' } }))
  const ready = get('/api/health/ready')
  expect((await get('/api/health/live')).status).toBe(200)
  // What is kept is still answered.
  expect((await get(register)).body).toEqual(before)
  for (const [what, answer] of Object.entries(asked)) {
    expect((await answer).status, `${what}: ${(await answer).text}`).toBe(503)
    expect((await answer).headers['retry-after'], what).toMatch(/^\d+$/)
    expect((await answer).body, what).toMatchObject({ code: 'starved' })
  }
  for (const page of await Promise.all(pages)) {
    expect([page.status, page.headers['retry-after'], page.headers['cache-control']]).toEqual([503, '2', expect.stringContaining('no-store')])
    expect(page.text).toMatch(/Too much going on|Слишком много/)
  }
  expect((await ready).status).toBe(503)
  expect((await get('/api/health/live')).status).toBe(200)

  ice.thaw()
  await expect.poll(async () => (await get('/api/health/ready')).status, { timeout: 30_000 }).toBe(200)
  await expect.poll(async () => (await get(register)).status, { timeout: 30_000 }).toBe(200)
  expect((await get(register)).body.students).toEqual(before.students)
  await expect.poll(async () => (await mark(other, 'during')).status, { timeout: 30_000 }).toBe(200)
  const after = (await get(register)).body
  expect(after.version).toBe(before.version + 1)
  expect(after.students[0]).toMatchObject({ studentId: students[0].studentId, status: other })
  expect((await signIn()).status).toBe(200)
}, 120_000)
