import { beforeAll, expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import type { AGroup } from '../helpers/school/lessons'
import type { Person } from '../helpers/school/people'
import { rows } from '../helpers/school/rows'
import type { AStudent } from '../helpers/school/students'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'

useServer()

const html = { accept: 'text/html' }
let admin: Person, manager: Person, teacher: Person, newcomer: Person
let group: AGroup, elsewhere: AGroup
let away: AStudent, stranger: AStudent

beforeAll(async () => {
  const [north, south] = [await arsenal.aBranch({ name: 'North' }), await arsenal.aBranch({ name: 'South' })]
  admin = await arsenal.aUser('admin', { locale: 'en', name: 'Ada Admin' })
  manager = await arsenal.aUser('manager', { locale: 'en', name: 'Max Manager', branches: [north] })
  teacher = await arsenal.aUser('teacher', { locale: 'en', name: 'Tim Coach' })
  newcomer = await riverside.aUser('admin', { locale: 'en' })
  group = await arsenal.aGroup({ branch: north, name: 'Lions', teacher })
  elsewhere = await arsenal.aGroup({ branch: south, name: 'Sharks' })
  away = await arsenal.aStudent({ group, name: 'Олег Заяц' })
  const here = await arsenal.aStudent({ group, name: 'Anna Belova' })
  stranger = await arsenal.aStudent({ group: elsewhere, name: 'Other Child' })
  const mother = await arsenal.aUser('parent', { name: 'Vera Zayats', phone: '+7 900 123' })
  await arsenal.aGuardianship(mother, away, { relation: 'mother' })
  for (let day = -15; day < 0; day++) {
    const { lesson } = await arsenal.aLesson({ group, date: arsenal.day(day), startTime: '09:00', endTime: '10:00' })
    if (day === -1) continue
    await arsenal.aMark(lesson, here, 'present')
    await arsenal.aMark(lesson, away, day > -7 ? 'absent' : 'present')
  }
  const { lesson } = await arsenal.aLesson({ group, startTime: '00:00', endTime: '00:01' })
  await arsenal.aMark(lesson, away, 'absent')
  await arsenal.aMark(lesson, here, 'late', 4)
  const { lesson: other } = await arsenal.aLesson({ group: elsewhere, startTime: '00:00', endTime: '00:01' })
  await arsenal.aMark(other, stranger, 'absent')
})

it('keeps its pages to those whom they are for', async () => {
  for (const path of ['/overview', '/audit']) {
    for (const person of [teacher, await arsenal.aUser('parent')]) expect((await person.get(path, html)).status, path).toBe(302)
    expect((await arsenal.anonymous.get(path, html)).headers.location).toBe(`/sign-in?next=${path}`)
  }
  expect((await manager.get('/audit', html)).status).toBe(302)
  expect((await (await arsenal.aUser('parent')).get('/people', html)).status).toBe(302)
  // A teacher finds the students of own groups there, and never the list of adults.
  const adults = await teacher.get('/people?who=adults', html)
  expect({ status: adults.status, adults: adults.text.includes('href="/people?who=adults"') }).toEqual({ status: 200, adults: false })
  for (const path of [`/students/${stranger.id}`, `/groups/${elsewhere.id}`]) {
    expect((await admin.get(path, html)).status).toBe(200)
    for (const person of [manager, teacher, newcomer]) {
      const { status, text } = await person.get(path, html)
      expect(status).toBe(404)
      expect(text).not.toMatch(/Other Child|Sharks/)
    }
  }
})

it('shows the school of today to its manager without a script, and nothing of other branches', async () => {
  const { status, text } = await manager.get('/overview', html)
  expect(status).toBe(200)
  for (const words of ['Absent without notice', 'Олег Заяц', 'Lions', '6 days in a row', 'Tim Coach']) expect(text).toContain(words)
  for (const words of ['Other Child', 'Sharks', 'South']) expect(text).not.toContain(words)
  expect((await manager.get('/overview?show=alerts', html)).text).toContain('6 days in a row')
  expect((await manager.get(`/overview?date=${arsenal.day(-2)}`, html)).text).toContain('Олег Заяц')
  expect((await manager.get('/overview?date=nonsense&show=nothing&sort=--', html)).status).toBe(200)
})

it('has something to say to a school without anybody', async () => {
  const { text } = await newcomer.get('/overview', html)
  expect(text).toContain('Nobody is in your school yet')
  expect(text).toContain('href="/imports"')
  for (const path of ['/people', '/people?who=adults', '/people?who=groups', '/audit']) expect((await newcomer.get(path, html)).status, path).toBe(200)
})

it('searches people by a plain form', async () => {
  const found = await manager.get(`/people?search=${encodeURIComponent('заяц')}&groupId=`, html)
  expect(found.text).toContain('Олег Заяц')
  expect(found.text).not.toContain('Anna Belova')
  expect((await manager.get('/people?search=%25', html)).text).toContain('Nobody of this name')
  expect((await manager.get('/people?who=adults&search=vera', html)).text).toContain('Vera Zayats')
  expect((await manager.get('/people?who=groups', html)).text).not.toContain('Sharks')
})

it('shows contacts only when asked, keeps them from caches, and writes down who looked', async () => {
  const path = `/students/${away.id}`
  expect((await manager.get(path, html)).text).not.toContain('+7 900 123')
  expect(await rows('select 1 from audit_entries where action = $1', ['contact.viewed'])).toEqual([])
  const shown = await manager.get(`${path}?contacts=shown`, html)
  expect(shown.text).toContain('href="tel:+7900123"')
  expect(shown.headers['cache-control']).toContain('no-store')
  const views = () => rows('select "actorId", "subjectId" from audit_entries where action = $1', ['contact.viewed'])
  await expect.poll(views, { timeout: 5_000 }).toEqual([{ actorId: manager.id, subjectId: away.id }])
  const log = await admin.get('/audit?action=contact', html)
  expect(log.text).toContain('Looked at the contacts')
  expect(log.text).toContain('Max Manager')
})

it('says of a child who has left the branch why the family is not shown', async () => {
  const left = await arsenal.aStudent({ name: 'Left Child' })
  await arsenal.anEnrolment(left, group, { to: arsenal.day(-1) })
  const father = await arsenal.aUser('parent', { phone: '+7 900 456' })
  await arsenal.aGuardianship(father, left)
  await arsenal.heard()
  const page = await manager.get(`/students/${left.id}?contacts=shown`, { ...html, 'accept-language': 'en' })
  expect(page.status).toBe(200)
  expect(page.text).toContain('in none of your groups any more')
  expect(page.text).not.toContain('+7 900 456')
  expect(page.headers['cache-control']).toContain('no-store')
})

describeWith('Chromium', 'the pages of managers', (chromium) => {
  const browser = useBrowser(chromium)
  const pages = () => ['/overview', '/people', '/people?who=adults', `/students/${away.id}?contacts=shown`, `/groups/${group.id}`, '/audit']

  it.each([360, 1280])('are accessible, fit %i pixels and complain of nothing', async (width) => {
    const page = await browser.open(arsenal, '/overview', { as: admin, viewport: { width, height: 800 } })
    for (const path of pages()) {
      await page.goto(path, { waitUntil: 'networkidle' })
      expect(await violationsOf(page), path).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0)
    }
    expect(page.complaints).toEqual([])
  }, 120_000)

  it('sort by link and search by form with scripts off', async () => {
    const page = await browser.open(arsenal, '/overview', { as: admin, javaScriptEnabled: false })
    const first = page.locator('#attendance table').last().locator('tbody th').first()
    await page.locator('#attendance table').last().getByRole('link', { name: 'Sort by Absent' }).click()
    await page.waitForURL(/sort=-absent/)
    expect(await first.textContent()).toMatch(/Lions|Sharks/)
    await page.goto('/people')
    await page.getByLabel('Search by name').fill('олег')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('link', { name: 'Олег Заяц' }).click()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Олег Заяц')
    await page.getByRole('link', { name: 'Show the contacts' }).click()
    expect(await page.getByRole('link', { name: '+7 900 123' }).getAttribute('href')).toBe('tel:+7900123')
  })
})
