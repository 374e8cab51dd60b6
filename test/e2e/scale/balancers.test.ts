import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHaproxy, startNginx } from '../../helpers/balancers'
import { http, type HttpOptions } from '../../helpers/http'
import type { InFront } from '../../helpers/in-front'
import { describeWith, type Program } from '../../helpers/programs'
import { startRedis, type RedisServer } from '../../helpers/redis'
import { arsenal, riverside } from '../../helpers/schools'
import type { startServer } from '../../helpers/server'
import { aFamilyLesson, type FamilyLesson, startProcesses } from '../../helpers/two-processes'

const BALANCERS: [Program, typeof startNginx][] = [['nginx', startNginx], ['HAProxy', startHaproxy]]
const ROUNDS = 30
const html = { accept: 'text/html' }

describeWith('Redis', 'two instances', (redisProgram) => {
  describe.each(BALANCERS)('behind %s', (name, startBalancer) => {
    describeWith(name, 'with the shipped configuration', (program) => {
      let redis: RedisServer
      let servers: Awaited<ReturnType<typeof startServer>>[]
      let balancer: InFront
      let family: FamilyLesson

      beforeAll(async () => {
        redis = await startRedis(redisProgram)
        servers = await startProcesses(2, { REDIS_URL: redis.url, TRUSTED_PROXIES: '127.0.0.1' })
        balancer = await startBalancer(program, servers)
        family = await aFamilyLesson()
      }, 300_000)
      afterAll(async () => {
        await balancer?.stop()
        await Promise.all((servers ?? []).map(server => server.stop()))
        await redis?.stop()
      })

      const ask = (path: string, options: HttpOptions = {}) => http(balancer.origin, path, { ...options, headers: { host: arsenal.host, ...options.headers } })

      /** Signs in by the form, as a browser does. @returns the cookie */
      async function signIn(person: FamilyLesson['teacher']): Promise<string> {
        const { email, password } = await person.withPassword()
        const answer = await ask('/sign-in', {
          method: 'POST', body: new URLSearchParams({ email, password }).toString(),
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'origin': `http://${arsenal.host}` },
        })
        expect(answer.status).toBe(303)
        const cookie = (answer.headers['set-cookie'] ?? []).map(line => line.split(';')[0]).find(part => part?.includes('session_token'))
        return cookie ?? expect.fail('nobody was signed in')
      }

      /** How many requests of pages and the API each instance has answered. */
      const answered = () => Promise.all(servers.map(async ({ origin }) => {
        const { text } = await http(origin, '/metrics').catch(() => ({ text: '' }))
        return [...text.matchAll(/^\w*request\w*_count\{[^}]*\} (\d+)/gm)].reduce((sum, [, count]) => sum + Number(count), 0)
      }))

      it('believes the balancer about the host and nobody else, and gives out no metrics', async () => {
        const headers = { 'x-forwarded-host': riverside.host, 'forwarded': `host=${riverside.host}` }
        expect((await ask('/api/me', { headers })).body.tenant.slug).toBe('arsenal')
        expect((await ask('/metrics')).status).toBe(404)
        const large = await ask('/api/lessons', { method: 'POST', body: JSON.stringify({ x: 'x'.repeat(3 * 1024 * 1024) }), headers: { 'content-type': 'application/json' } }).catch(() => ({ status: 413 }))
        expect(large.status).toBe(413)
      })

      it('lets a teacher and a parent work through both, and through the one that is left, without an error', async () => {
        const { teacher, parent, lesson, child, register } = family
        const [hers, theirs] = [{ cookie: await signIn(teacher) }, { cookie: await signIn(parent) }]
        let stopping: Promise<unknown> | undefined
        let both: number[] = []
        for (let round = 1; round <= ROUNDS; round++) {
          if (round === ROUNDS / 2) {
            both = await answered()
            stopping = servers[0]?.stop()
          }
          const page = await ask(`/lessons/${lesson.id}/register`, { headers: { ...html, ...hers } })
          const saved = await ask(register, {
            method: 'PUT', body: { marks: [{ studentId: child.id, status: 'late', minutesLate: round }] }, headers: { ...hers, origin: `http://${arsenal.host}` },
          })
          const [own, seen, today] = await Promise.all([
            ask(`/api/students/${child.id}/attendance`, { headers: theirs }), ask(`/children/${child.id}`, { headers: { ...html, ...theirs } }), ask('/today', { headers: { ...html, ...hers } }),
          ])
          expect([round, page.status, saved.status, own.status, seen.status, today.status]).toEqual([round, 200, 200, 200, 200, 200])
          expect(own.body.data[0].minutesLate).toBe(round)
        }
        await stopping
        for (const count of both) expect(count, 'each had its part').toBeGreaterThan(ROUNDS / 2)
      }, 120_000)
    })
  })
})
