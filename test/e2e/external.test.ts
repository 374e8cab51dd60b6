import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureBuild } from '../helpers/build'
import { http } from '../helpers/http'
import { arsenal } from '../helpers/schools'
import { startServer } from '../helpers/server'

const MEBIBYTE = 1024 * 1024
const asked: { url: string, headers: IncomingHttpHeaders }[] = []
const json = { 'content-type': 'application/json' }

/** The other side, below /v1; what lies beside that is nobody's business. */
const other = createServer((request, response) => {
  asked.push({ url: request.url ?? '', headers: request.headers })
  const port = (other.address() as AddressInfo).port
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x')
  switch (pathname) {
    case '/v1/pupils': return response.writeHead(200, { ...json, 'set-cookie': 'theirs=1', 'cache-control': 'public, max-age=9', 'x-theirs': '1', 'access-control-allow-origin': '*' }).end('[{"name":"Іван"}]')
    case '/v1/page': return response.writeHead(200, { 'content-type': 'text/html' }).end('<script>alert(1)</script>')
    case '/v1/script': return response.writeHead(200, { 'content-type': 'text/javascript' }).end('alert(1)')
    case '/v1/moved': return response.writeHead(302, { location: '/v1/pupils' }).end()
    case '/v1/away': return response.writeHead(302, { location: searchParams.get('to') ?? '' }).end()
    case '/v1/round': return response.writeHead(302, { location: '/v1/round' }).end()
    case '/v1/large': return response.writeHead(200, { ...json, 'content-length': 3 * MEBIBYTE }).end(Buffer.alloc(3 * MEBIBYTE, '1'))
    case '/v1/endless': {
      response.writeHead(200, json)
      const more = setInterval(() => response.write(Buffer.alloc(MEBIBYTE, '1')), 5)
      response.once('close', () => clearInterval(more))
      return
    }
    case '/v1/broken': return response.writeHead(500, json).end(`{"secret":"${port}"}`)
    case '/v1/silent': return
    case '/secret': return response.writeHead(200, json).end('"beside"')
    default: return response.writeHead(404, json).end('{}')
  }
})

let server: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  await ensureBuild()
  await new Promise<void>(done => other.listen(0, '127.0.0.1', done))
  server = await startServer({ EXTERNAL_API_URL: `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1` })
}, 300_000)
afterAll(async () => {
  await server?.stop()
  other.closeAllConnections()
  other.close()
})

const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') => http(server.origin, `/api/external${path}`, { method, headers: { host: arsenal.host, ...headers } })

it('passes a question on without anything of who asks, and the answer back without anything but the data', async () => {
  const teacher = await arsenal.aUser('teacher')
  asked.length = 0
  const answer = await ask('/pupils?grade=7&name=%D0%86', {
    'cookie': `goalschool.session_token=${teacher.token}`, 'authorization': `Bearer ${teacher.token}`, 'x-forwarded-for': '1.2.3.4', 'referer': 'http://x/secret', 'x-mine': '1',
  })
  expect([answer.status, answer.text]).toEqual([200, '[{"name":"Іван"}]'])
  expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-store', 'content-security-policy': expect.stringContaining('sandbox'), 'x-content-type-options': 'nosniff' })
  for (const name of ['set-cookie', 'x-theirs', 'access-control-allow-origin']) expect(answer.headers).not.toHaveProperty(name)
  expect(asked).toHaveLength(1)
  expect(asked[0]?.url).toBe('/v1/pupils?grade=7&name=%D0%86')
  expect(JSON.stringify(asked[0]?.headers)).not.toContain(teacher.token)
  for (const name of ['cookie', 'authorization', 'x-forwarded-for', 'referer', 'x-mine', 'x-tenant-id']) expect(asked[0]?.headers).not.toHaveProperty(name)
})

it('answers HEAD, and takes nothing but GET', async () => {
  asked.length = 0
  expect((await ask('/pupils', {}, 'HEAD')).status).toBe(200)
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) expect((await ask('/pupils', {}, method)).status).toBe(404)
  expect(asked).toHaveLength(1)
})

it.each(['/../secret', '/%2e%2e/secret', '/..%2fsecret', '/..%5csecret', '//secret', '/x/../../secret', '/%252e%252e/secret', '@evil.example/', ''])('leads nowhere beside it: %j', async (path) => {
  asked.length = 0
  expect(await ask(path)).toBeProblem(404)
  expect(asked.filter(({ url }) => !url.startsWith('/v1/'))).toEqual([])
})

it('follows a redirect below it, and none beside it', async () => {
  expect((await ask('/moved')).text).toContain('Іван')
  const { port } = other.address() as AddressInfo
  asked.length = 0
  for (const to of ['/secret', `http://localhost:${port}/v1/pupils`, 'http://169.254.169.254/v1/', '/v1/../secret', 'file:///etc/passwd', '//evil.example/v1/', ''])
    expect(await ask(`/away?to=${encodeURIComponent(to)}`)).toBeProblem(502, 'bad_gateway')
  expect(asked.every(({ url }) => url.startsWith('/v1/away'))).toBe(true)
  expect(await ask('/round')).toBeProblem(502, 'bad_gateway')
})

it.each(['/page', '/script', '/large', '/endless', '/broken'])('passes nothing on that is no data, too much, or an error: %s', async (path) => {
  const answer = await ask(path)
  expect(answer).toBeProblem(502, 'bad_gateway')
  expect(answer.text).not.toMatch(/alert|secret/)
})

it('says what is not there, and waits for nobody for ever', async () => {
  expect(await ask('/nothing')).toBeProblem(404, 'not_found')
  expect(await ask('/silent')).toBeProblem(504, 'gateway_timeout')
})
