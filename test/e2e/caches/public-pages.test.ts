import { beforeAll, describe, expect, it } from 'vitest'
import { arsenal, riverside } from '../../helpers/schools'
import { startServer, useServer } from '../../helpers/server'
import { http } from '../../helpers/http'
import { rows } from '../../helpers/school/rows'
import type { ALesson } from '../../helpers/school/lessons'

useServer()

const html = { accept: 'text/html' }
const PAGES = ['/', '/news', '/timetable']
let lesson: ALesson

beforeAll(async () => {
  const group = await riverside.aGroup({ name: 'Seven A' })
  lesson = (await riverside.aLesson({ group, date: riverside.day(), startTime: '09:00', endTime: '09:45' })).lesson
})

const read = (path: string, headers: Record<string, string> = {}) => riverside.anonymous.get(path, { ...html, ...headers })
const from = (answer: { headers: Record<string, unknown> }) => String(answer.headers['server-timing'])

describe.each(PAGES)('%s', (path) => {
  it('is kept, and sent again to everybody, with what shared caches need', async () => {
    const first = await read(path)
    const { status, text, headers } = await read(path)
    expect(status).toBe(200)
    expect(text).toBe(first.text)
    expect(headers['server-timing']).toBe('page;desc=kept')
    expect(headers['cache-control']).toMatch(/^public, max-age=0, must-revalidate, s-maxage=\d+, stale-while-revalidate=\d+$/)
    expect(headers['cache-tag']).toBe(`${riverside.tenant.id},${riverside.tenant.id}-${path === '/' ? 'home' : path.slice(1)}`)
    expect(headers).toMatchObject({ 'vary': 'X-Tenant-Id', 'content-security-policy': expect.stringContaining('script-src') })
    for (const name of ['last-modified', 'set-cookie', 'x-powered-by']) expect(headers).not.toHaveProperty(name)
  })

  it('is 304 by its content alone', async () => {
    const { etag = '' } = (await read(path)).headers
    const same = await read(path, { 'if-none-match': etag })
    expect([same.status, same.text, same.headers['cache-control']?.slice(0, 6)]).toEqual([304, '', 'public'])
    expect((await read(path, { 'if-modified-since': new Date(Date.now() + 60_000).toUTCString() })).status).toBe(200)
  })

  it('has nothing of a reader in it, whoever made the server render it', async () => {
    const teacher = await riverside.aUser('teacher', { name: 'Galina Corner', locale: 'en' })
    const [cold] = await rows<{ about: string }>(`update control.tenants set about = 'Anew for ' || $1 where id = $2 returning about`, [path, riverside.tenant.id])
    await expect.poll(async () => (await teacher.get('/api/public/tenant')).text, { interval: 200 }).toContain(cold?.about)
    const hers = await teacher.get(path, { ...html, 'cookie': `goalschool.session_token=${teacher.token}; goalschool.locale=en; goalschool.flash=x`, 'accept-language': 'en', 'x-gs-vary': 'mine' })
    expect(from(hers)).toBe('page;desc=rendered')
    expect(hers.text).not.toContain('_payload.json')
    expect(hers.text).toContain('lang="uk"')
    expect(hers.text).not.toMatch(/Galina|@|"user"/)
    expect(hers.text).not.toContain(teacher.id)
    expect(hers.headers).not.toHaveProperty('set-cookie')
    const nobodys = await read(path, { 'x-gs-vary': 'another' })
    expect([from(nobodys), nobodys.text]).toEqual(['page;desc=kept', hers.text])
  })

  it('is the same page whatever else stands in the query, and says nothing of it', async () => {
    const plain = await read(path)
    for (const query of ['?utm_source=smuggled', '?lang=xx&smuggled', '?%D1%96%D0%BC%27%D1%8F=%3Cscript%3E', '?lang=en&lang=ru', '?__proto__=smuggled']) {
      const answer = await read(path + query)
      expect([query, from(answer), answer.text]).toEqual([query, 'page;desc=kept', plain.text])
    }
  })

  it('is another page in another language and at another school', async () => {
    const pages = await Promise.all([read(path), read(`${path}?lang=en`), read(`${path}?lang=ru`), arsenal.anonymous.get(path, html)])
    expect(new Set(pages.map(page => page.text)).size).toBe(4)
    expect(pages.map(page => /<html[^>]*lang="(\w+)"/.exec(page.text)?.[1])).toEqual(['uk', 'en', 'ru', 'ru'])
    expect(from(await read(`${path}?lang=en&x=1`))).toBe('page;desc=kept')
  })
})

it('a lesson that is cancelled, moved or added is in the very next answer', async () => {
  const admin = await riverside.aUser('admin')
  for (let minute = 10; minute < 40; minute++) {
    expect(await admin.patch(`/api/lessons/${lesson.id}`, { startTime: `09:${minute}`, endTime: '09:45' })).toMatchObject({ status: 200 })
    const [page, other] = await Promise.all([read('/timetable'), read('/timetable?lang=en&x')])
    expect(page.text).toContain(`09:${minute}–09:45`)
    expect(other.text).toContain(`09:${minute}–09:45`)
  }
  // The relay renews it once more, within the second.
  await expect.poll(async () => from(await read('/timetable')), { interval: 100 }).toBe('page;desc=kept')
  await read('/news')
  expect(from(await read('/news')), 'what does not depend on it stays').toBe('page;desc=kept')
})

it('a week that no longer is public is 404, kept or not', async () => {
  const from = riverside.day(7)
  expect((await read(`/timetable?from=${from}`)).status).toBe(200)
  await rows(`update control.tenants set settings = settings || '{"publicTimetable": false}' where id = $1`, [riverside.tenant.id])
  await expect.poll(async () => (await read('/api/public/tenant')).body.timetable, { interval: 200 }).toBe(false)
  const gone = await read(`/timetable?from=${from}`)
  expect([gone.status, gone.headers['cache-control'], gone.headers['cache-tag']]).toEqual([404, 'no-store', undefined])
  await rows(`update control.tenants set settings = settings || '{"publicTimetable": true}' where id = $1`, [riverside.tenant.id])
})

it('nothing is sent again where nobody can know that it is current', async () => {
  // Two processes and no Redis: what the other one changed is heard of by nobody.
  const server = await startServer({ WORKERS: '2' })
  try {
    for (let turn = 0; turn < 3; turn++) {
      const { status, headers } = await http(server.origin, '/timetable', { headers: { ...html, host: riverside.host, range: 'bytes=0-9' } })
      expect([status, headers['server-timing'], headers['cache-tag'] !== undefined]).toEqual([200, 'page;desc=unkept', true])
    }
  }
  finally {
    await server.stop()
  }
})

it('a school is told apart by the header where one address serves several', async () => {
  const at = (slug: string) => read('/', { 'host': '127.0.0.1', 'x-tenant-id': slug })
  for (let turn = 0; turn < 2; turn++) {
    expect((await at('arsenal')).text).toContain('Arsenal')
    expect((await at('riverside')).text).toContain('Riverside')
  }
})
