import { execFileSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrate } from '../../../server/infra/db/migrate'
import { withDatabase } from '../../../server/infra/db/migration-adapter'
import { ensureBuild } from '../../helpers/build'
import { cloneDatabase, dropDatabase, runSql } from '../../helpers/database'
import { freezer } from '../../helpers/freeze'
import { type Answer, http } from '../../helpers/http'
import { type Server, startPostgresServer } from '../../helpers/postgres-server'
import { describeWith } from '../../helpers/programs'
import { startServer } from '../../helpers/server'

describeWith('PostgreSQL', 'a shard that is away', () => {
  let near: string, far: Server, server: Awaited<ReturnType<typeof startServer>>, here: School, there: School

  /** A demo school and its teacher. */
  interface School { get: (path: string) => Promise<Answer>, put: (path: string, body: unknown) => Promise<Answer> }
  async function school(slug: string): Promise<School> {
    const host = `${slug}.localhost`
    const signedIn = await http(server.origin, '/api/auth/sign-in/email', {
      method: 'POST', headers: { host, origin: `http://${host}` }, body: { email: `teacher@${slug}.example`, password: 'goalschool-demo' },
    })
    const headers = { host, authorization: `Bearer ${signedIn.headers['set-auth-token']}` }
    return {
      get: path => http(server.origin, path, { headers }),
      put: (path, body) => http(server.origin, path, { method: 'PUT', headers, body }),
    }
  }

  beforeAll(async () => {
    await ensureBuild()
    near = await cloneDatabase()
    far = await startPostgresServer()
    await runSql(far.url, 'create database far')
    await migrate(withDatabase(far.url, 'far'))
    const environment = {
      DATABASE_URL: near, REDIS_URL: '',
      SHARDS: JSON.stringify({ near: { region: 'local', primary: near }, far: { region: 'local', primary: withDatabase(far.url, 'far') } }),
    }
    execFileSync(process.execPath, ['--import', 'tsx', 'cli/main.ts', 'seed', 'demo'], { env: { ...process.env, ...environment }, stdio: 'ignore' })
    const homes = await runSql<{ slug: string, shard: string }>(near, 'select slug, shard from control.tenants')
    server = await startServer(environment)
    const on = (shard: string) => school(homes.find(home => home.shard === shard)?.slug ?? 'nobody')
    here = await on('near')
    there = await on('far')
  }, 300_000)

  afterAll(async () => {
    await server?.stop()
    await far?.remove()
    await dropDatabase(near)
  })

  let count = 0
  /** Never asked before, so that the database has to answer it. */
  const fresh = (at: School) => at.get(`/api/students?search=name${count++}`)
  const refused = (answer: Answer) => {
    expect(answer.status, answer.text).toBe(503)
    expect(answer.headers['retry-after']).toMatch(/^\d+$/)
  }
  const back = async (at: School) => {
    await expect.poll(async () => (await fresh(at)).status).toBe(200)
    await expect.poll(async () => (await at.get('/api/health/ready')).body.checks['shard:far']).toBe('ok')
  }

  /** A register is saved, shown anew, and its event handed on, whatever the other shard does. */
  async function worksHere() {
    const { body: { data: [lesson] } } = await here.get('/api/lessons')
    const path = `/api/lessons/${lesson.id}/register`
    const { students } = (await here.get(path)).body
    const status = students[0].status === 'present' ? 'absent' : 'present'
    expect((await here.put(path, { marks: [{ studentId: students[0].studentId, status }] })).status).toBe(200)
    expect((await here.get(path)).body.students[0].status).toBe(status)
    await expect.poll(() => runSql(near, 'select 1 from outbox where "sentAt" is null')).toEqual([])
  }

  async function awayFor(school: School) {
    // Were each of them to wait for a time limit, this would take minutes.
    for (let i = 0; i < 100; i++) refused(await fresh(school))
    const ready = await here.get('/api/health/ready')
    expect(ready.status).toBe(200)
    expect(ready.body.checks).toMatchObject({ 'control': 'ok', 'shard:near': 'ok', 'shard:far': 'unavailable' })
  }

  it('answers 503 at once for its tenants and everything for the others, while it is gone', async () => {
    expect((await fresh(here)).status).toBe(200)
    expect((await fresh(there)).status).toBe(200)
    await far.kill()
    refused(await fresh(there))
    await worksHere()
    await awayFor(there)
    await far.start()
    await back(there)
  }, 60_000)

  it('does the same while it stands still, and those who were waiting do not wait for long', async () => {
    const ice = await freezer(far.url)
    ice.freeze()
    try {
      let answered = 0
      // More than its pools hold.
      const crowd = Array.from({ length: 30 }, async () => {
        const answer = await fresh(there)
        answered++
        return answer
      })
      for (let i = 0; i < 5; i++) expect((await fresh(here)).status).toBe(200)
      expect(answered, 'nobody was answered before those of the other shard').toBe(0)
      await worksHere()
      for (const answer of await Promise.all(crowd)) refused(answer)
      await awayFor(there)
    }
    finally {
      ice.thaw()
    }
    await back(there)
  }, 60_000)
})
