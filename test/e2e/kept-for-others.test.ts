import { expect, it } from 'vitest'
import type { Person } from '../helpers/school/people'
import { rows } from '../helpers/school/rows'
import { school } from '../helpers/school/school'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'

useServer()

const html = { 'accept': 'text/html', 'accept-language': 'en' }
const isKept = (answer: { headers: Record<string, unknown> }) => answer.headers['server-timing'] === 'page;desc=kept'

async function family() {
  const { lesson, teacher } = await arsenal.aLesson({ students: 1 })
  const child = lesson.students[0]!
  const parent = await arsenal.aUser('parent', { locale: 'en' })
  await arsenal.aGuardianship(parent, child)
  return { lesson, teacher, child, parent }
}

/** Asks until the page comes from what is kept. */
async function keptPage(person: Person, path: string) {
  await expect.poll(async () => isKept(await person.get(path, html))).toBe(true)
  return person.get(path, html)
}

it('gives nobody the page of another, by its ETag, its host, its headers or its address', async () => {
  const { parent, child, teacher } = await family()
  const stranger = await arsenal.aUser('parent', { locale: 'en' })
  const mine = await keptPage(parent, '/home')
  expect(mine.text).toContain(child.name)
  const etag = String(mine.headers.etag)
  expect((await parent.get('/home', { ...html, 'if-none-match': etag })).status).toBe(304)
  expect(await parent.head('/home', html)).toMatchObject({ status: 200, text: '' })

  for (const other of [stranger, teacher, await riverside.aUser('parent')]) {
    for (const headers of [{ 'if-none-match': etag }, { 'x-forwarded-host': arsenal.host }, { range: 'bytes=0-99' }, { 'x-forwarded-for': '127.0.0.1' }] as Record<string, string>[]) {
      for (const path of ['/home', '/home?', '/home?x=1', `/api/children/${child.id}`]) {
        const answer = await other.get(path, { ...html, ...headers })
        expect(answer.status, path).not.toBe(304)
        expect(answer.text, path).not.toContain(child.name)
      }
    }
  }
})

it('is sent again with the headers of the first answer, and a request id of its own', async () => {
  const { teacher, lesson, parent } = await family()
  const own = new Set(['x-request-id', 'date', 'server-timing', 'keep-alive', 'connection', 'transfer-encoding', 'content-length'])
  const headersOf = (answer: { headers: Record<string, unknown> }) => Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !own.has(name)))
  const read: [Person, string][] = [[teacher, `/api/lessons/${lesson.id}/register`], [parent, '/home'], [parent, '/news'], [parent, '/api/home']]
  for (const [person, path] of read) {
    const first = await person.get(path, html)
    await person.get(path, html)
    const again = await person.get(path, { ...html, 'x-request-id': 'one-of-the-test' })
    expect([path, again.headers['x-request-id'], again.text]).toEqual([path, 'one-of-the-test', first.text])
    expect(headersOf(again), path).toEqual(headersOf(first))
    const known = await person.get(path, { ...html, 'if-none-match': String(first.headers.etag) })
    expect([path, known.status, known.text]).toEqual([path, 304, ''])
    expect(known.headers['x-request-id']).not.toBe(first.headers['x-request-id'])
    expect((await person.head(path, html)).headers.etag, path).toBe(first.headers.etag)
    // Each of these shapes an answer: none finds the one above.
    expect((await person.get(path, { ...html, 'accept-language': 'uk' })).status, path).toBe(200)
    for (const other of ['riverside', 'undefined']) expect((await person.get(path, { ...html, 'x-tenant-id': other })).status, path).toBe(400)
    expect((await person.get(path, { ...html, authorization: 'Bearer forged' })).text === first.text, path).toBe(path === '/news')
  }
})

it('ends with the session, the guardianship and the account, whatever was kept', async () => {
  const ends: Record<string, (parent: Person) => Promise<unknown>> = {
    session: parent => parent.post('/api/auth/sign-out', {}),
    guardianship: async (parent) => {
      await rows('update guardianships set "to" = $2 where "userId" = $1', [parent.id, arsenal.day(-1)])
      await arsenal.heard()
    },
    role: async (parent) => {
      await rows('delete from user_roles where "userId" = $1', [parent.id])
      await arsenal.heard()
    },
  }
  for (const [what, end] of Object.entries(ends)) {
    const { parent, child } = await family()
    const { headers } = await keptPage(parent, '/home')
    await parent.get(`/api/children/${child.id}`)
    await end(parent)
    for (const path of ['/home', `/api/children/${child.id}`, '/api/me']) {
      const answer = await parent.get(path, { ...html, 'if-none-match': String(headers.etag) })
      expect(answer.status, `${what} ${path}`).not.toBe(304)
      expect(answer.text, `${what} ${path}`).not.toContain(child.name)
    }
  }
})

it('is not shared with what one page left for the next', async () => {
  const { parent } = await family()
  await keptPage(parent, '/absence')
  const flash = `goalschool.flash=${encodeURIComponent(JSON.stringify({ code: 'invalid', values: { reason: 'word of the flash' } }))}`
  expect(isKept(await parent.get('/absence', { ...html, cookie: flash }))).toBe(false)
  expect((await parent.get('/absence', html)).text).not.toContain('word of the flash')
})

it('knows a child by its id in capital letters too', async () => {
  const { parent, child, teacher, lesson } = await family()
  const path = `/api/children/${child.id.toUpperCase()}`
  expect((await parent.get(path)).text).not.toContain('seen today')
  const marks = [{ studentId: child.id, status: 'absent', note: 'seen today' }]
  expect((await teacher.put(`/api/lessons/${lesson.id}/register`, { marks })).status).toBe(200)
  expect((await parent.get(path)).text).toContain('seen today')
})

it('follows the settings of a school as soon as they are known', async () => {
  const shy = school({ slug: 'shy', name: 'Shy', timeZone: 'Europe/Kyiv', locale: 'uk', vocabulary: 'school' })
  await shy.create()
  expect((await shy.anonymous.get('/api/public/timetable')).status).toBe(200)
  await rows(`update control.tenants set settings = settings || '{"publicTimetable": false}' where slug = 'shy'`)
  await expect.poll(async () => (await shy.anonymous.get('/api/public/timetable')).status, { timeout: 15_000 }).toBe(404)
}, 20_000)
