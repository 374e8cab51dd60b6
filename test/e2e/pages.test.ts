import { beforeAll, expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import { school } from '../helpers/school/school'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'

useServer()

const PUBLIC = ['/', '/news', '/timetable']
const STRANGERS = [...PUBLIC, '/sign-in', '/forgot-password', '/reset-password?token=x', '/no-such-page']

beforeAll(async () => {
  const group = await riverside.aGroup({ name: 'Seven A' })
  await riverside.aLesson({ group, date: riverside.day(), startTime: '09:00', endTime: '09:45' })
})

describeWith('Chromium', 'pages for everybody', (chromium) => {
  const { open } = useBrowser(chromium)

  it.each(STRANGERS)('%s can be used by everybody, in light and dark, down to 320 px', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(riverside, path, { colorScheme, viewport: { width: 320, height: 700 } })
      expect(await violationsOf(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320)
    }
  })

  it.each(STRANGERS.filter(path => path !== '/no-such-page'))('%s comes to life under its own policy, without a complaint', async (path) => {
    const page = await open(riverside, path)
    // A function, not a string: a string is evaluated in the page, which the policy forbids.
    await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#__nuxt') ?? {}))
    await page.waitForLoadState('networkidle')
    expect(page.complaints).toEqual([])
  })

  it('does not run a script that somebody smuggled in', async () => {
    const page = await open(riverside, '/')
    await page.evaluate(`{ const script = document.createElement('script'); script.textContent = 'window.smuggled = true'; document.body.append(script) }`)
    expect(await page.evaluate('window.smuggled')).toBeUndefined()
    expect(page.complaints.join()).toContain('Content Security Policy')
  })

  it('shows the corner of whoever reads it, in the browser alone', async () => {
    const teacher = await riverside.aUser('teacher', { name: 'Galina Corner', locale: 'en' })
    const page = await open(riverside, '/', { as: teacher })
    await page.getByRole('link', { name: 'Galina Corner' }).waitFor()
    for (const path of PUBLIC) {
      const { status, text, headers } = await teacher.get(path, { accept: 'text/html' })
      expect(status).toBe(200)
      expect(text).not.toMatch(/Galina|@/)
      expect(headers['set-cookie']).toBeUndefined()
    }
  })
})

it('speaks the language of the school on public pages, whatever the browser asks, and another by ?lang=', async () => {
  const read = async (path: string) => /<html[^>]*lang="(\w+)"/.exec((await arsenal.anonymous.get(path, { 'accept': 'text/html', 'accept-language': 'uk' })).text)?.[1]
  expect([await read('/'), await read('/?lang=en'), await read('/news?lang=xx'), await read('/sign-in')]).toEqual(['ru', 'en', 'ru', 'uk'])
})

it.each(['/', '/sign-in', '/no-such-page', '/api/me', '/api/nothing'])('sends %s with the headers that keep it to itself', async (path) => {
  const { headers } = await riverside.anonymous.get(path, { accept: 'text/html' })
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin' })
  expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`)
  expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*(?:unsafe-inline|unsafe-eval|\*)/)
  expect(headers['x-powered-by']).toBeUndefined()
})

it('does not show the week where the school switched it off', async () => {
  const quiet = school({ slug: 'quiet', name: 'Quiet', timeZone: 'Europe/Kyiv', locale: 'en', vocabulary: 'school', settings: { publicTimetable: false } })
  await quiet.create()
  expect(await quiet.anonymous.get('/api/public/timetable')).toBeProblem(404, 'not_found')
  expect((await quiet.anonymous.get('/timetable', { accept: 'text/html' })).status).toBe(404)
  expect((await quiet.anonymous.get('/', { accept: 'text/html' })).text).not.toContain('/timetable')
})

it('shows the week as group, time and branch, and none far away', async () => {
  const week = await riverside.anonymous.get('/api/public/timetable')
  expect(week.body.lessons).toEqual([expect.objectContaining({ groupName: 'Seven A', startsAt: '09:00', endsAt: '09:45', cancelled: false })])
  expect(week.text).not.toMatch(/student|teacher/i)
  expect(await riverside.anonymous.get('/api/public/timetable?from=2001-01-01')).toBeProblem(404, 'not_found')
  expect((await riverside.anonymous.get('/timetable?from=2001-01-01', { accept: 'text/html' })).status).toBe(404)
  expect(await riverside.anonymous.get('/api/public/timetable?from=tomorrow')).toBeProblem(400, 'bad_query')
})

it('renders side by side in the language of each reader', async () => {
  const titles = { en: 'Sign in', uk: 'Вхід', ru: 'Вход' }
  const readers = Array.from({ length: 60 }, (_, i) => (['en', 'uk', 'ru'] as const)[i % 3] ?? 'en')
  const pages = await Promise.all(readers.map(language => riverside.anonymous.get('/sign-in', { 'accept': 'text/html', 'accept-language': language })))
  expect(pages.map(page => [/<html[^>]*lang="(\w+)"/.exec(page.text)?.[1], /<h1[^>]*>([^<]*)</.exec(page.text)?.[1]]))
    .toEqual(readers.map(language => [language, titles[language]]))
})

it('has no page for kept mails outside the demo', async () => {
  expect(await riverside.anonymous.get('/api/dev/mail')).toBeProblem(404, 'not_found')
  expect((await riverside.anonymous.get('/dev/mail', { accept: 'text/html' })).status).toBe(404)
})

it('tells a stranger at an address of nobody so in their language', async () => {
  const { status, text } = await riverside.anonymous.get('/', { 'host': 'nobody.localhost', 'accept': 'text/html', 'accept-language': 'uk' })
  expect(status).toBe(404)
  expect(text).toContain('Такої сторінки немає')
})

it('asks on the bare domain which school is meant, and leads there', async () => {
  const bare = { host: 'localhost:3000', accept: 'text/html' }
  for (const path of ['/', '/sign-in', '/account']) {
    const answer = await riverside.anonymous.get(path, bare)
    expect([path, answer.status, answer.headers.location]).toEqual([path, 302, '/find-school'])
  }
  const asked = await riverside.anonymous.get('/find-school', { ...bare, 'accept-language': 'ru' })
  expect(asked.text).toContain('Какая школа ваша?')
  for (const name of ['riverside', 'RIVERSIDE', 'Riverside'])
    expect((await riverside.anonymous.get(`/find-school?name=${name}`, bare)).text).toContain('href="http://riverside.localhost:3000/"')
  const nobody = await riverside.anonymous.get('/find-school?name=%25', bare)
  expect(nobody.status).toBe(200)
  expect(nobody.text).not.toContain('riverside.localhost')
})

it('is asked for anew each time, and kept by nobody else when a viewer shaped it', async () => {
  const teacher = await riverside.aUser('teacher')
  expect((await riverside.anonymous.get('/sign-in', { accept: 'text/html' })).headers['cache-control']).toBe('private, no-cache')
  await teacher.get('/api/me')
  expect((await teacher.get('/account', { accept: 'text/html' })).headers['cache-control']).toBe('private, no-cache')
  expect((await teacher.get('/account/x.css', { accept: 'text/html' })).status).toBe(404)
})
