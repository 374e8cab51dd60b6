import { afterAll, beforeAll, expect, it } from 'vitest'
import { ensureBuild } from '../../helpers/build'
import { freePort } from '../../helpers/free-port'
import { chooser, type FuzzViewer, ODD_QUERIES, often, wordsOfOthers } from '../../helpers/fuzz'
import { http, type Answer } from '../../helpers/http'
import type { InFront } from '../../helpers/in-front'
import { describeWith } from '../../helpers/programs'
import { arsenal, riverside } from '../../helpers/schools'
import { startServer } from '../../helpers/server'
import { startVarnish } from '../../helpers/varnish'
import { aWorld, type World } from '../../helpers/world'

const TOKEN = 'the-token-of-the-purge'
const html = { accept: 'text/html' }
const PUBLIC = ['/', '/news', '/timetable', '/timetable?lang=en', '/?lang=uk']

describeWith('Varnish', 'behind Varnish with the shipped rules', (program) => {
  let server: Awaited<ReturnType<typeof startServer>>
  let varnish: InFront
  let worlds: World[]

  beforeAll(async () => {
    await ensureBuild()
    const port = await freePort()
    server = await startServer({ TRUSTED_PROXIES: '127.0.0.1', CDN_PURGE_URL: `ban+http://127.0.0.1:${port}`, CDN_PURGE_TOKEN: TOKEN })
    varnish = await startVarnish(program, server, TOKEN, port)
    worlds = [await aWorld(arsenal), await aWorld(riverside)]
  }, 300_000)
  afterAll(async () => {
    await varnish?.stop()
    await server?.stop()
  })

  const ask = (path: string, headers: Record<string, string>, method = 'GET') => http(varnish.origin, path, { method, headers })
  const read = (path: string, headers: Record<string, string> = {}) => ask(path, { host: riverside.host, ...html, ...headers })
  const isHit = ({ headers }: Answer) => headers['x-cache'] === 'hit'

  it('public pages and assets are kept, and public pages by nobody behind it', async () => {
    for (const path of [...PUBLIC, '/api/static/locales', '/_nuxt/' + /\/_nuxt\/([^"]+\.js)/.exec((await read('/')).text)?.[1]]) {
      await read(path)
      const again = await read(`${path}${path.includes('?') ? '&' : '?'}utm_source=x`)
      expect([path, again.status, isHit(again)]).toEqual([path, 200, true])
      if (PUBLIC.includes(path)) expect(again.headers['cache-control']).toBe('public, no-cache')
      expect(again.headers).not.toHaveProperty('cache-tag')
    }
    expect((await read('/', { 'if-none-match': (await read('/')).headers.etag ?? '' })).status).toBe(304)
  })

  it('what is a reader\'s, an error or a write is not', async () => {
    const [near] = worlds
    const { teacher } = (near as World).people
    for (let turn = 0; turn < 2; turn++) {
      for (const path of ['/api/me', '/today', '/sign-in', '/no-such-page', '/timetable?from=2001-01-01', '/api/health', '/_nuxt/none.js', '/news/x', '/home/x.css', '/news/..%2ftoday', '/_nuxt/..%2f..%2ftoday', '/api/static/..%2fme']) {
        const answer = await ask(path, { host: arsenal.host, ...html, authorization: `Bearer ${teacher.token}` })
        expect([path, isHit(answer)]).toEqual([path, false])
      }
    }
  })

  it('a host that somebody forwards is not believed', async () => {
    expect((await read('/', { 'x-forwarded-host': arsenal.host, 'x-forwarded-proto': 'https' })).text).toContain('Riverside')
    expect((await read('/')).text).toContain('Riverside')
  })

  it('pages are told apart by the header that chooses the school', async () => {
    for (const slug of ['arsenal', 'riverside', 'arsenal', 'riverside'])
      expect((await ask('/', { 'host': '127.0.0.1', 'x-tenant-id': slug, ...html })).text).toContain(slug === 'arsenal' ? 'Arsenal' : 'Riverside')
  })

  it('is told of a change, and nobody else can tell it', async () => {
    const admin = await riverside.aUser('admin')
    const group = await riverside.aGroup({ name: 'Eight B' })
    const { lesson } = await riverside.aLesson({ group, date: riverside.day(), startTime: '10:00', endTime: '10:45' })
    await read('/news')
    for (const minute of [11, 12, 13]) {
      await read('/timetable')
      const changed = await http(varnish.origin, `/api/lessons/${lesson.id}`, {
        method: 'PATCH', body: { startTime: `10:${minute}`, endTime: '10:45' }, headers: { host: riverside.host, authorization: `Bearer ${admin.token}` },
      })
      expect(changed.status).toBe(200)
      await expect.poll(async () => (await read('/timetable')).text, { interval: 50 }).toContain(`10:${minute}–10:45`)
    }
    expect(isHit(await read('/news')), 'what does not depend on it stays').toBe(true)

    await read('/timetable')
    const tags = riverside.tenant.id
    const by = (authorization: string, tag = tags) => ask('/', { 'host': riverside.host, authorization, 'cache-tag': tag }, 'BAN')
    expect([(await by('Bearer wrong')).status, (await by('')).status, (await by(`Bearer ${TOKEN}`, '.*')).status]).toEqual([403, 403, 400])
    expect(isHit(await read('/timetable'))).toBe(true)
    expect((await by(`Bearer ${TOKEN}`)).status).toBe(200)
    expect([isHit(await read('/timetable')), isHit(await read('/news'))]).toEqual([false, false])
  })

  it('thousands of requests, cold and warm: every body is its viewer\'s', async () => {
    const viewers: FuzzViewer[] = worlds.flatMap(world =>
      [world.people.teacher, world.people.parent, world.people.managerElsewhere, null].map(person => ({ world, person })))
    const ofOthers = wordsOfOthers(worlds)
    let hits = 0
    const wrong: string[] = []
    const pick = chooser(7)
    await often(5_000, async () => {
      const { world: { school, corner }, person } = pick(viewers)
      const path = pick([
        '/api/me', '/api/groups', '/api/lessons', '/', '/news', '/timetable', '/today', '/home', '/api/static/locales', `/api/students/${corner.child.id}`,
      ]) + pick(ODD_QUERIES)
      const credential: Record<string, string> = person ? { authorization: `Bearer ${person.token}` } : pick<Record<string, string>>([{}, { cookie: 'goalschool.session_token=forged; goalschool.locale=en' }])
      const answer = await ask(path, { host: school.host, accept: pick(['text/html', 'application/json']), ...credential })
      if (isHit(answer)) hits++
      if (/^\/(?:api\/me|home|today|news|timetable)?(?:\?|$)/.test(path)) wrong.push(...ofOthers(answer, person).map(email => `${path}: ${email}`))
      if (path.startsWith('/api/me') && answer.status === 200) {
        if (answer.body.tenant.slug !== school.tenant.slug || answer.body.user?.id !== person?.id) wrong.push(`${path}: of somebody else`)
      }
      if (isHit(answer) && !/^\/(?:news|timetable|api\/static\/locales)?(?:\?|$)/.test(path)) wrong.push(`${path}: kept`)
      if (isHit(answer) && answer.headers['set-cookie']) wrong.push(`${path}: a cookie`)
    })
    expect(wrong).toEqual([])
    expect(hits).toBeGreaterThan(500)
  }, 300_000)
})
