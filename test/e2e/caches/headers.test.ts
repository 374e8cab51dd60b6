import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Answer } from '../../helpers/http'
import { arsenal, riverside } from '../../helpers/schools'
import { useServer } from '../../helpers/server'
import { aWorld, WHO, type Who, type World } from '../../helpers/world'
import { rows } from '../../helpers/school/rows'
import { MATRIX } from '../isolation.matrix'
import type { Guarded, Open } from '../matrix/entry'

// Without a worker, which would take up what the walk leaves in the imports.
useServer({ GOALSCHOOL_ROLE: 'web' })

let world: World
beforeAll(async () => {
  world = await aWorld(arsenal)
})

const SHAPED_BY = 'Cookie, Authorization, Accept-Language, X-Tenant-Id'
const html = { accept: 'text/html' }

/** What the routes say that are neither a reader's answer nor kept by nobody. */
const OTHERS: Record<string, string> = {
  'GET /api/static/code-sets': 'public, max-age=3600',
  'GET /api/static/locales': 'public, max-age=3600',
  'GET /api/static/skill-presets': 'public, max-age=3600',
  'GET /api/static/time-zones': 'public, max-age=3600',
  'GET /api/openapi.json': 'public, max-age=300',
  'GET /api/docs': 'public, max-age=300',
  'GET /sw.js': 'no-cache',
}
const BY_NOBODY: ReadonlySet<string> = new Set([
  'GET /metrics', 'GET /api/health', 'GET /api/health/live', 'GET /api/health/ready', 'ANY /api/**', 'ANY /api/auth/**',
  // They hold addresses and telephones, words among the staff, what staff know of a child's health, or secrets.
  'GET /api/students/:id/contacts', 'GET /api/groups/:id/contacts', 'GET /api/users/:id', 'GET /api/students/:id/feedback', 'GET /api/students/:id/file',
  'GET /api/students/:id/care', 'GET /api/lessons/:id/medical', 'GET /api/users/:id/invitation', 'GET /api/groups/:id/invitations', 'GET /api/calendar-links',
  // Files, made while they are sent.
  'GET /api/exports/attendance.csv', 'GET /api/exports/oneroster.zip', 'GET /api/students/:id/record.zip',
])

/** What is public of a route whose other answers nobody keeps. */
const OF_ITS_READER: ReadonlySet<string> = new Set(['GET /api/students/:id/feedback?public'])

function expectKeptByNobody({ headers }: Answer) {
  expect(headers['cache-control']).toBe('no-store')
  expect(headers).not.toHaveProperty('cache-tag')
  expect(headers).not.toHaveProperty('last-modified')
}

/** Its reader's alone, and 304 for as long as it is the same. */
async function expectItsReaders(answer: Answer, again: (headers: Record<string, string>) => Promise<Answer>) {
  expect(answer.headers).toMatchObject({ 'cache-control': 'private, no-cache', 'vary': SHAPED_BY, 'etag': expect.stringMatching(/^"[^"]+"$/) })
  for (const name of ['last-modified', 'cache-tag', 'set-cookie']) expect(answer.headers).not.toHaveProperty(name)
  const same = await again({ 'if-none-match': answer.headers.etag ?? '' })
  expect({ status: same.status, text: same.text, control: same.headers['cache-control'], etag: same.headers.etag })
    .toEqual({ status: 304, text: '', control: 'private, no-cache', etag: answer.headers.etag })
  expect((await again({ 'if-none-match': '"another"', 'if-modified-since': new Date(Date.now() + 60_000).toUTCString() })).status).toBe(200)
}

const isOpen = (entry: Guarded | Open): entry is Open => 'open' in entry
const firstOf = (answers: Record<Who, number>) => WHO.find(who => answers[who] < 400)

describe('routes', () => {
  it.each(Object.entries(MATRIX))('%s says who may keep it', async (name, entry) => {
    const route = name.replace(/\?.*/, '')
    const method = route.split(' ')[0]?.replace('ANY', 'GET') ?? ''
    const who = isOpen(entry) ? undefined : firstOf(entry.answers)
    const person = who ? world.people[who] : arsenal.anonymous
    const { path, body, headers } = isOpen(entry) ? entry : await entry.request(world)
    const answer = await person.request(path, { method, body, headers })
    if (method !== 'GET' || answer.status >= 400 || (BY_NOBODY.has(route) && !OF_ITS_READER.has(name))) return expectKeptByNobody(answer)
    if (OTHERS[route]) return expect(answer.headers).toMatchObject({ 'cache-control': OTHERS[route] })
    await expectItsReaders(answer, more => person.get(path, { ...headers, ...more }))
  })

  it.each(Object.entries(MATRIX).filter(([, entry]) => !isOpen(entry)))('%s refuses a stranger, and nobody keeps that', async (name, entry) => {
    const { path, body, headers } = await (entry as Guarded).request(world)
    const answer = await arsenal.anonymous.request(path, { method: name.split(' ')[0] ?? '', body, headers })
    expect(answer.status).toBe(401)
    expectKeptByNobody(answer)
  })
})

/** Every page, and who reads it in this test; null for a stranger. */
const PAGES: Record<string, [who: Who | null, path: (world: World) => string]> = {
  'absence': ['parent', () => '/absence'],
  'access': ['student', () => '/access'],
  'account': ['teacher', () => '/account'],
  // What was looked at is written down in the background.
  'audit': ['admin', () => '/audit?to=2001-01-01'],
  'children/[id]/consents': ['parent', ({ corner }) => `/children/${corner.child.id}/consents`],
  'children/[id]/index': ['parent', ({ corner }) => `/children/${corner.child.id}`],
  'consents': ['admin', () => '/consents'],
  'exports': ['admin', () => '/exports'],
  'find-school': [null, () => '/find-school'],
  'forgot-password': [null, () => '/forgot-password'],
  'groups/[id]/assess': ['teacher', ({ corner }) => `/groups/${corner.group.id}/assess`],
  'groups/[id]/index': ['teacher', ({ corner }) => `/groups/${corner.group.id}`],
  'home': ['parent', () => '/home'],
  'imports/index': ['admin', () => '/imports'],
  'lessons/[id]/register': ['teacher', ({ corner }) => `/lessons/${corner.lesson.id}/register`],
  'overview': ['admin', () => '/overview'],
  'lessons/[id]/plan': ['teacher', ({ corner }) => `/lessons/${corner.lesson.id}/plan`],
  'planning/index': ['manager', () => '/planning'],
  'planning/closed-days': ['manager', () => '/planning/closed-days'],
  'planning/groups/index': ['manager', () => '/planning/groups'],
  'planning/groups/[id]': ['manager', ({ corner }) => `/planning/groups/${corner.group.id}`],
  'timetable/mine': ['parent', () => '/timetable/mine'],
  'invite/index': [null, () => '/invite'],
  'people/index': ['admin', () => '/people'],
  'people/new': ['manager', () => '/people/new'],
  'prints/[group]/month': ['teacher', ({ corner }) => `/prints/${corner.group.id}/month`],
  'prints/[group]/register': ['teacher', ({ corner }) => `/prints/${corner.group.id}/register`],
  'reset-password': [null, () => '/reset-password?token=x'],
  'settings': ['admin', () => '/settings'],
  'sign-in': [null, () => '/sign-in'],
  'skills': ['manager', () => '/skills'],
  'students/[id]/index': ['teacher', ({ corner }) => `/students/${corner.child.id}`],
  'students/[id]/merge': ['manager', ({ corner }) => `/students/${corner.child.id}/merge`],
  'today': ['teacher', () => '/today'],
}
const PUBLIC = ['index', 'news', 'timetable/index']
/** Pages with contacts, a child's health or a secret on them: nobody keeps those. */
const SECRETIVE: Record<string, [who: Who | null, path: (world: World) => string]> = {
  'groups/[id]/invitations': ['manager', ({ corner }) => `/groups/${corner.group.id}/invitations`],
  'invite/[secret]': [null, () => '/invite/ABCDEFGHJK'],
  'prints/[group]/contacts': ['teacher', ({ corner }) => `/prints/${corner.group.id}/contacts`],
  'students/[id]/edit': ['manager', ({ corner }) => `/students/${corner.child.id}/edit`],
  'timetable/calendar': ['teacher', () => '/timetable/calendar'],
  'users/[id]': ['manager', ({ people }) => `/users/${people.parent.id}`],
}
/** Only the demo has the one; the other needs an import, whose page is like the rest. */
const ELSEWHERE = ['dev/mail', 'imports/[id]']

describe('pages', () => {
  it('are all here', () => {
    const files = readdirSync('app/pages', { recursive: true }).map(String).filter(file => file.endsWith('.vue')).map(file => file.replace(/\.vue$/, ''))
    expect(files.sort()).toEqual([...Object.keys(PAGES), ...Object.keys(SECRETIVE), ...PUBLIC, ...ELSEWHERE].sort())
  })

  it.each(Object.entries(PAGES))('%s is its reader\'s, first and again', async (_, [who, path]) => {
    const person = who ? world.people[who] : arsenal.anonymous
    await expectItsReaders(await person.get(path(world), html), more => person.get(path(world), { ...html, ...more }))
    const again = await person.get(path(world), html)
    await expectItsReaders(again, more => person.get(path(world), { ...html, ...more }))
  })

  it.each(Object.entries(SECRETIVE))('%s is kept by nobody', async (_, [who, path]) => {
    const person = who ? world.people[who] : arsenal.anonymous
    const answer = await person.get(path(world), html)
    expect(answer.status).toBe(200)
    expectKeptByNobody(answer)
  })

  it('with contacts, in another\'s reach or not there are kept by nobody', async () => {
    const { corner, people: { teacher, teacherElsewhere } } = world
    expectKeptByNobody(await teacher.get(`/students/${corner.child.id}?contacts=shown`, html))
    expectKeptByNobody(await teacherElsewhere.get(`/students/${corner.child.id}`, html))
    for (const path of ['/no-such-page', '/_nuxt/no-such.js', '/news/no-such', '/home/x.css']) expectKeptByNobody(await teacher.get(path, html))
    expectKeptByNobody(await arsenal.anonymous.get('/today', html))
  })

  it('that renew a session by its cookie are kept by nobody; a bearer of a token gets no cookie', async () => {
    const { email, password } = await world.people.teacher.withPassword()
    const { headers } = await arsenal.anonymous.signIn(email, password)
    const cookie = (headers['set-cookie'] ?? []).map(line => line.split(';')[0] ?? '').join('; ')
    await rows(`update sessions set "expiresAt" = now() + interval '1 hour' where "userId" = $1`, [world.people.teacher.id])
    const renewed = await arsenal.anonymous.get('/today', { ...html, cookie })
    expect(renewed.headers).toHaveProperty('set-cookie')
    expectKeptByNobody(renewed)
    expect((await world.people.admin.get('/api/me')).headers).not.toHaveProperty('set-cookie')
  })

  it('that show again what was typed are kept by nobody', async () => {
    const sent = await riverside.anonymous.post('/sign-in', 'email=somebody%40example.org&password=wrong', { 'content-type': 'application/x-www-form-urlencoded' })
    expectKeptByNobody(sent)
    const [flash = ''] = String(sent.headers['set-cookie']).split(';')
    const shown = await riverside.anonymous.get('/sign-in', { ...html, cookie: flash })
    expect(shown.text).toContain('somebody@example.org')
    expectKeptByNobody(shown)
  })
})

describe('assets', () => {
  const script = async () => /(?:src|href)="(\/_nuxt\/[^"]+\.js)"/.exec((await arsenal.anonymous.get('/', html)).text)?.[1] ?? ''

  it('are everybody\'s for a year, from any origin, compressed once', async () => {
    const path = await script()
    const answers = await Promise.all([['br', 'br'], ['gzip, deflate, br', 'br'], ['gzip', 'gzip'], ['identity', undefined]].map(async ([accept = '', encoding]) => {
      const { status, headers } = await arsenal.anonymous.get(path, { 'accept-encoding': accept })
      expect({ status, encoding: headers['content-encoding'] }).toEqual({ status: 200, encoding })
      expect(headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable', 'vary': 'Accept-Encoding', 'access-control-allow-origin': '*' })
      expect(headers).not.toHaveProperty('set-cookie')
      return headers
    }))
    const [brotli, , gzip, plain] = answers.map(headers => Number(headers['content-length']))
    expect(brotli).toBeLessThan(gzip ?? 0)
    expect(gzip).toBeLessThan(plain ?? 0)
    expect(new Set(answers.map(headers => headers.etag)).size).toBe(3)
  })
})
