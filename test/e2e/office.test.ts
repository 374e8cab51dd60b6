import { beforeAll, expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import { insert, rows } from '../helpers/school/rows'
import type { Person } from '../helpers/school/people'
import { aPicture } from '../helpers/picture'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'
import { aWorld, type World } from '../helpers/world'

useServer()

let world: World
let manager: Person
let code: string
const html = { accept: 'text/html' }

beforeAll(async () => {
  world = await aWorld(arsenal)
  manager = await arsenal.aUser('manager', { branches: [world.corner.branch], locale: 'en' })
  await insert('medical_notes', { tenantId: arsenal.tenant.id, studentId: world.corner.child.id, condition: 'Peanut allergy', reaction: 'Swelling', whatToDo: 'Pen in the red bag' })
  code = (await manager.post(`/api/users/${world.people.parent.id}/invitations`, { kind: 'code' })).body.invitation.code
})

it('keeps its pages from teachers, families and other branches, and its words from every cache', async () => {
  const { child, group } = world.corner
  for (const path of ['/people/new', `/students/${child.id}/edit`, `/users/${world.people.parent.id}`, `/groups/${group.id}/invitations`]) {
    for (const who of ['teacher', 'parent', 'student', 'editor'] as const) expect((await world.people[who].get(path, html)).status, `${who} ${path}`).toBe(302)
    if (path !== '/people/new') expect((await world.people.managerElsewhere.get(path, html)).status, path).toBe(404)
    const page = await manager.get(path, html)
    expect(page.status).toBe(200)
    if (path !== '/people/new') expect(page.headers['cache-control']).toBe('no-store')
  }
  expect((await manager.get(`/api/lessons/${world.corner.lesson.id}/register`)).text).not.toContain('Peanut')
})

it('adds nobody a second time for a form that is sent twice, and a namesake from a form of their own', async () => {
  const stateOf = async () => /name="state" value="([^"]+)"/.exec((await manager.get('/people/new', html)).text)?.[1] ?? ''
  const add = async (state: string) => (await manager.post('/people/new', new URLSearchParams({
    kind: 'student', state, givenName: 'Twice', familyName: 'Tapped', birthDate: '', groupId: world.corner.group.id, from: '',
  }).toString(), { ...html, 'content-type': 'application/x-www-form-urlencoded' })).headers.location
  const count = async () => (await rows(`select 1 from students where "tenantId" = $1 and name = 'Twice Tapped'`, [arsenal.tenant.id])).length
  const state = await stateOf()
  const [first, ...others] = await Promise.all([add(state), add(state), add(state)])
  expect(first).toMatch(/^\/students\/[\w-]+\/edit\?done=added$/)
  expect(others).toEqual([first, first])
  expect(await add(state)).toBe(first)
  expect(await count()).toBe(1)
  const next = await stateOf()
  expect(next).not.toBe(state)
  expect(await add(next)).not.toBe(first)
  expect(await count()).toBe(2)
})

describeWith('Chromium', 'the office', (chromium) => {
  const { open } = useBrowser(chromium)

  it.each([true, false])('adds a student, moves them, names a guardian and lets them leave, scripts: %s', async (javaScriptEnabled) => {
    const family = javaScriptEnabled ? 'Withscripts' : 'Without'
    await arsenal.aGroup({ branch: world.corner.branch, name: `Second ${family}` })
    await arsenal.heard()
    const page = await open(arsenal, '/people', { as: manager, javaScriptEnabled, viewport: { width: 360, height: 740 } })
    await page.getByRole('link', { name: 'Add a student' }).click()
    await page.waitForURL('**/people/new*')
    await page.getByLabel('Given name').fill('Nora')
    await page.getByLabel('Family name').fill(family)
    await page.getByLabel('Group').selectOption(world.corner.group.id)
    await page.getByLabel('Date of birth').fill('2016-02-29')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.waitForURL('**/edit?done=added')
    await page.getByLabel('To the group').selectOption({ label: `Second ${family} · ${world.corner.branch.name}` })
    await page.getByRole('button', { name: 'Move', exact: true }).click()
    await page.waitForURL('**/edit?done=place')
    await page.getByLabel('Condition').fill('Asthma')
    await page.getByRole('button', { name: 'Save the note' }).click()
    await page.waitForURL('**/edit?done=medical')
    await page.getByRole('link', { name: 'Add a new person' }).click()
    await page.waitForURL('**/people/new?kind=adult*')
    // The page before has fields of the same names, and stays until this one is there.
    await page.getByRole('heading', { name: 'Add a person' }).waitFor()
    await page.getByLabel('Given name').fill('Mira')
    await page.getByLabel('Family name').fill(family)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.waitForURL('**/users/*?done=added')
    await page.getByRole('button', { name: 'Make a code' }).click()
    await page.waitForURL('**/users/*?done=invite')
    expect(await page.getByRole('main').innerText()).toMatch(/[2-9A-Z]{5}-[2-9A-Z]{5}/)
    await page.getByRole('link', { name: `Nora ${family}` }).click()
    await page.waitForURL('**/edit')
    await page.getByRole('button', { name: 'Leaves', exact: true }).click()
    await page.waitForURL('**/edit?done=leave')
    expect(await page.getByRole('main').innerText()).toContain('Has left')
    expect(page.complaints).toEqual([])
    expect(await rows('select "birthDate", "endedAt" is not null as ended from students where name = $1', [`Nora ${family}`])).toEqual([{ birthDate: '2016-02-29', ended: true }])
  })

  it.each([true, false])('takes a photo, shows it to the family, refuses what is none, and takes it away again, scripts: %s', async (javaScriptEnabled) => {
    const child = await arsenal.aStudent({ group: world.corner.group })
    const parent = await arsenal.aUser('parent', { locale: 'en' })
    await arsenal.aGuardianship(parent, child)
    await arsenal.heard()
    const page = await open(arsenal, `/students/${child.id}/edit`, { as: manager, javaScriptEnabled, viewport: { width: 360, height: 740 } })
    const send = async (name: string, buffer: Buffer) => {
      await page.getByLabel('JPEG, PNG or WebP').setInputFiles({ name, mimeType: 'image/jpeg', buffer })
      await page.getByRole('button', { name: 'Save the photo' }).click()
    }
    await send('page.jpg', Buffer.from('<html>'))
    await page.waitForURL('**/edit?at=photo')
    expect(await page.getByRole('main').innerText()).toContain('Choose a photo: JPEG, PNG or WebP.')
    await send('photo.jpg', await aPicture())
    await page.waitForURL('**/edit?done=photo#photo')
    const home = await open(arsenal, `/children/${child.id}`, { as: parent, viewport: { width: 360, height: 740 } })
    const photo = home.getByRole('img', { name: child.name })
    await photo.waitFor()
    await expect.poll(() => photo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320)
    await page.getByRole('button', { name: 'Take the photo away' }).click()
    await page.waitForURL('**/edit?done=noPhoto')
    expect((await parent.get(`/api/students/${child.id}/photo`)).status).toBe(404)
    expect([...page.complaints, ...home.complaints]).toEqual([])
  })

  it('says why a form came back', async () => {
    const page = await open(arsenal, `/users/${world.people.parent.id}`, { as: manager })
    await page.getByLabel('Email').fill(world.people.admin.email)
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('main').getByRole('alert').waitFor()
    expect(await page.getByRole('main').getByRole('alert').innerText()).toContain('already')
    expect(await page.getByLabel('Email').inputValue()).toBe(world.people.admin.email)
  })

  it.each(['new', 'new adult', 'student', 'person', 'left', 'slips', 'code', 'invitation', 'access', 'consents', 'consents of a child', 'merge', 'staff of a group'])('can be used in light and dark, from 320 px on: %s', async (which) => {
    const { corner, people } = world
    const paths: Record<string, string> = {
      'new': '/people/new', 'new adult': `/people/new?kind=adult&child=${corner.child.id}`, 'student': `/students/${corner.child.id}/edit`,
      'person': `/users/${people.parent.id}`, 'left': '/people?who=left', 'slips': `/groups/${corner.group.id}/invitations`,
      'code': '/invite', 'invitation': `/invite/${code}`, 'access': '/access',
      'consents': '/consents', 'consents of a child': `/children/${corner.child.id}/consents`, 'merge': `/students/${corner.child.id}/merge?find=${encodeURIComponent(corner.child.name.split(' ')[0] ?? '')}`,
      'staff of a group': `/planning/groups/${corner.group.id}`,
    }
    const russian = await arsenal.aUser('manager', { branches: [corner.branch], locale: 'ru' })
    const others: Record<string, Person | undefined> = { 'access': people.student, 'code': undefined, 'invitation': undefined, 'consents': people.admin, 'consents of a child': people.parent }
    const as = which in others ? others[which] : russian
    for (const [colorScheme, width] of [['light', 320], ['dark', 1280]] as const) {
      const page = await open(arsenal, paths[which] ?? '', { ...as ? { as } : {}, colorScheme, viewport: { width, height: 800 } })
      expect(await violationsOf(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(page.complaints).toEqual([])
    }
  })

  it.each([true, false])('shows the icon in the register, and what to do behind it, scripts: %s', async (javaScriptEnabled) => {
    const page = await open(arsenal, `/lessons/${world.corner.lesson.id}/register`, { as: world.people.teacher, javaScriptEnabled, locale: 'en', viewport: { width: 360, height: 740 } })
    const icon = page.getByRole('link', { name: new RegExp(world.corner.child.name) }).filter({ has: page.locator('use[href="#row-medical"]') })
    expect(await page.locator('use[href="#row-medical"]').count()).toBe(1)
    expect(await page.getByRole('main').innerText()).not.toContain('Peanut')
    await icon.click()
    await page.getByText('Pen in the red bag').waitFor()
    expect(await page.getByRole('main').innerText()).toContain('Peanut allergy')
    if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])
    expect(page.complaints).toEqual([])
  })
})
