import { afterAll, beforeAll, expect, it } from 'vitest'
import { arsenal } from '../helpers/schools'
import { http } from '../helpers/http'
import { serverOrigin, startServer, useServer } from '../helpers/server'

useServer()

const TOKEN = 'a token of the tests'
let guarded: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => void (guarded = await startServer({ METRICS_TOKEN: TOKEN })), 60_000)
afterAll(() => guarded?.stop())

it('tells this machine how long requests took and where answers came from', async () => {
  const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
  for (let times = 0; times < 3; times++) await teacher.get(`/api/lessons/${lesson.id}/register`)
  const { status, text, headers } = await http(serverOrigin(), '/metrics')
  expect(status).toBe(200)
  expect(headers['content-type']).toContain('text/plain')
  expect(text).toContain('goalschool_cached_answers_total{name="register",from="computed"} 1')
  expect(text).toContain('goalschool_cached_answers_total{name="register",from="memory"} 1')
  expect(text).toContain('goalschool_cached_answers_total{name="register",from="kept"} 1')
  expect(text).toContain('goalschool_http_request_duration_seconds_count{method="GET",route="/api/lessons/:id/register",status="200"} 3')
  expect(text).toMatch(/goalschool_redis_trusted -1/)
  expect(text).toMatch(/goalschool_database_pool_total\{shard="main"\} [1-9]/)
})

it('tells nobody who comes through a proxy, or without the token where there is one', async () => {
  expect((await http(serverOrigin(), '/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(404)
  expect((await http(guarded.origin, '/metrics')).status).toBe(404)
  expect((await http(guarded.origin, '/metrics', { headers: { authorization: 'Bearer a token of nobody' } })).status).toBe(404)
  expect((await http(guarded.origin, '/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(200)
})
