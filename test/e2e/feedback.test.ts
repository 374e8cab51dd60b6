import { beforeAll, expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import type { AGroup, ALesson } from '../helpers/school/lessons'
import type { Person } from '../helpers/school/people'
import { rows } from '../helpers/school/rows'
import type { AStudent } from '../helpers/school/students'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'

useServer()

const html = { accept: 'text/html' }
const form = { ...html, 'content-type': 'application/x-www-form-urlencoded' }
const posted = (fields: Record<string, string>) => String(new URLSearchParams(fields))

let teacher: Person, manager: Person, parent: Person
let group: AGroup
let child: AStudent, truant: AStudent
let lesson: ALesson
let api = '', page = ''

beforeAll(async () => {
  teacher = await arsenal.aUser('teacher', { locale: 'en', name: 'Tim Coach' })
  parent = await arsenal.aUser('parent', { locale: 'en', name: 'Olga Parent', phone: '+7 900 555' })
  group = await arsenal.aGroup({ teacher, name: 'Lions' })
  manager = await arsenal.aUser('manager', { locale: 'en', name: 'Max Manager', branches: [{ id: group.branchId }] })
  child = await arsenal.aStudent({ group, name: 'Misha Belov' })
  truant = await arsenal.aStudent({ group: await arsenal.aGroup({ teacher, branch: { id: group.branchId } }), name: 'Oleg Zayats' })
  await arsenal.aGuardianship(parent, child, { relation: 'mother' })
  for (let day = -21; day < 0; day++) {
    const made = await arsenal.aLesson({ group, teacher, date: arsenal.day(day), startTime: '09:00', endTime: '10:00' })
    await arsenal.aMark(made.lesson, child, day < -3 ? 'present' : 'absent')
    await rows('update marks set participation = $2, behaviour = 4 where "lessonId" = $1 and status = \'present\'', [made.lesson.id, day % 2 === 0 ? 3 : 5])
  }
  for (const day of [-4, -3, -2]) await arsenal.aMark((await arsenal.aLesson({ group, teacher, date: arsenal.day(day), startTime: '15:00', endTime: '16:00' })).lesson, truant, 'absent')
  lesson = (await arsenal.aLesson({ group, teacher, startTime: '00:00', endTime: '00:30' })).lesson
  api = `/api/students/${child.id}/feedback`
  page = `/students/${child.id}`
})

it('is at once on the family’s page, kept until it changes, and the staff’s answer is kept by nobody', async () => {
  expect((await parent.get(`/children/${child.id}`, html)).text).toContain('What the coaches write to you stands here')
  const { body } = await teacher.post(api, { visibility: 'public', text: 'Scored with the left foot' })
  expect(body).toEqual({ id: expect.any(String), visibility: 'public', writtenAt: expect.any(String), correctedAt: null })
  const first = await parent.get(api)
  expect(first.body.data).toMatchObject([{ id: body.id, text: 'Scored with the left foot', author: { name: 'Tim Coach' } }])
  expect(first.headers['cache-control']).toBe('private, no-cache')
  expect((await parent.get(api, { 'if-none-match': String(first.headers.etag) })).status).toBe(304)
  expect((await parent.get(`/children/${child.id}`, html)).text).toContain('Scored with the left foot')
  await teacher.patch(`/api/feedback/${body.id}`, { text: 'Scored twice with the left foot' })
  expect((await parent.get(api, { 'if-none-match': String(first.headers.etag) })).body.data).toMatchObject([{ text: 'Scored twice with the left foot', correctedAt: expect.any(String) }])
  expect((await parent.get(`/children/${child.id}`, html)).text).toContain('Scored twice with the left foot')
  expect((await teacher.get(api)).headers['cache-control']).toBe('no-store')
  expect((await teacher.get(`${api}?visibility=public`)).headers['cache-control']).toBe('private, no-cache')
  await teacher.delete(`/api/feedback/${body.id}`)
  expect((await parent.get(api)).body).toMatchObject({ data: [], pagination: { total: 0 } })
  expect((await parent.get(`/children/${child.id}`, html)).text).not.toContain('left foot')
})

it('is refused without words, with too many, and with a third kind of reader', async () => {
  for (const [body, path] of [[{ visibility: 'public', text: ' ' }, 'text'], [{ visibility: 'public', text: 'x'.repeat(2_001) }, 'text'], [{ visibility: 'friends', text: 'x' }, 'visibility']] as const)
    expect(await teacher.post(api, body)).toBeProblem(422, { [path]: expect.any(String) })
  const refused = await teacher.post(`${page}/feedback`, posted({ visibility: 'private', text: '' }), form)
  expect([refused.status, refused.headers.location]).toEqual([303, `${page}#feedback`])
  expect(String(refused.headers['set-cookie'])).not.toContain('text%22%3A%22')
})

it('takes behaviour from the register’s form, and what another device said of the same child stays', async () => {
  const path = `/lessons/${lesson.id}/register`
  const seat = async () => (await teacher.get(`/api${path}`)).body.students[0]
  const was = (...standing: unknown[]) => ({ [`was.${child.id}`]: JSON.stringify(standing) })
  const row = (fields: Record<string, string>) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${name}.${child.id}`, value]))
  const version = async () => ({ version: String((await teacher.get(`/api${path}`)).body.version) })
  await teacher.post(path, posted({ ...await version(), ...was(null, null, null, null, null), ...row({ status: 'present', note: '', behaviour: '4', participation: '5' }) }), form)
  expect(await seat()).toMatchObject({ status: 'present', behaviour: 4, participation: 5 })
  // Another device lowered one of them; this page changes the note and does not know.
  const before = await version()
  await teacher.put(`/api${path}`, { marks: [{ studentId: child.id, status: 'present', behaviour: 2 }] })
  await teacher.post(path, posted({ ...before, ...was('present', null, null, 4, 5), ...row({ status: 'present', note: 'Well done', behaviour: '4', participation: '5' }) }), form)
  expect(await seat()).toMatchObject({ note: 'Well done', behaviour: 2, participation: 5 })
  // A page of before this build says nothing of either.
  await teacher.post(path, posted({ ...await version(), [`was.${child.id}`]: JSON.stringify(['present', null, 'Well done']), ...row({ status: 'present', note: '' }) }), form)
  expect(await seat()).toMatchObject({ note: null, behaviour: 2, participation: 5 })
  const refused = await teacher.post(path, posted({ ...await version(), ...was('present', null, null, 2, 5), ...row({ status: 'present', behaviour: '6', participation: '5' }) }), form)
  expect(refused.headers.location).toBe(path)
  expect(await seat()).toMatchObject({ behaviour: 2 })
})

it('prints a group’s contacts for its staff alone, and no cache keeps them', async () => {
  const path = `/prints/${group.id}/contacts`
  const sheet = await teacher.get(path, html)
  expect([sheet.status, sheet.headers['cache-control']]).toEqual([200, 'no-store'])
  expect(sheet.text).toContain('+7 900 555')
  for (const [who, status] of [[await arsenal.aUser('teacher'), 404], [parent, 302], [await arsenal.aUser('editor'), 302]] as const) {
    const answer = await who.get(path, html)
    expect(answer.status).toBe(status)
    expect(answer.text).not.toContain('+7 900 555')
  }
})

it('takes an alert on by the form of the overview, and gives it back', async () => {
  const open = async () => (await manager.get('/api/attendance/alerts')).body.data.filter((alert: { student: { id: string } }) => alert.student.id === truant.id).length
  expect(await open()).toBe(1)
  const taken = await manager.post('/overview/alerts', posted({ take: truant.id, until: arsenal.day(4), note: 'I call home' }), form)
  expect([taken.status, taken.headers.location]).toEqual([303, '/overview?alert=taken#alerts'])
  expect(await open()).toBe(0)
  const overview = (await manager.get('/overview?alert=taken', html)).text
  expect(overview).toContain('I call home')
  expect(overview).toContain('You, until')
  const refused = await manager.post('/overview/alerts', posted({ take: truant.id, until: arsenal.day(-1) }), form)
  expect(refused.headers.location).toBe(`/overview?take=${truant.id}#alerts`)
  await manager.post('/overview/alerts', posted({ release: truant.id }), form)
  expect(await open()).toBe(1)
})

describeWith('Chromium', 'a teacher', (chromium) => {
  const { open } = useBrowser(chromium)

  it.each([true, false])('writes for the family, corrects it and takes it back, scripts: %s', async (javaScriptEnabled) => {
    const view = await open(arsenal, page, { as: teacher, javaScriptEnabled, viewport: { width: 360, height: 740 } })
    const section = view.getByRole('region', { name: 'Feedback' })
    await section.getByText('Write feedback').click()
    expect(await section.innerText()).toContain('child protection')
    await section.getByLabel('The family and the staff').check()
    await section.getByLabel('Your words').fill('First line\nSecond line')
    await section.getByRole('button', { name: 'Save' }).click()
    await view.waitForURL('**feedback=given**')
    expect(await section.getByRole('status').innerText()).toBe('Saved; the family can read it.')
    await section.getByRole('link', { name: /^Correct what you wrote/ }).click()
    await view.waitForURL('**edit=**')
    const words = section.getByLabel('Your words').first()
    expect(await words.inputValue()).toBe('First line\nSecond line')
    await words.fill('Better words')
    await section.getByRole('button', { name: 'Save' }).first().click()
    await view.waitForURL('**feedback=corrected**')
    expect(await section.innerText()).toContain('Better words')
    await section.getByRole('button', { name: /^Take back/ }).click()
    await view.waitForURL('**feedback=withdrawn**')
    expect(await section.innerText()).not.toContain('Better words')
    expect(view.complaints).toEqual([])
  })

  it('leaves alone what is being written while the page reads its list anew', async () => {
    const { id } = (await teacher.post(`/api${page}/feedback`, { visibility: 'public', text: 'As it was' })).body
    const view = await open(arsenal, page, { as: teacher })
    await view.waitForFunction(() => '__vue_app__' in (document.querySelector('#__nuxt') ?? {}))
    let read = 0
    await view.route('**/api/students/*/feedback**', async (route) => {
      await new Promise(resolve => setTimeout(resolve, 700))
      await route.continue()
      read++
    })
    const section = view.getByRole('region', { name: 'Feedback' })
    await section.getByRole('link', { name: /^Correct what you wrote/ }).first().click()
    const words = section.getByLabel('Your words').first()
    await words.fill('As it is')
    await expect.poll(() => read).toBe(1)
    await view.waitForLoadState('networkidle')
    expect(await words.inputValue()).toBe('As it is')
    expect((await teacher.delete(`/api/feedback/${id}`)).status).toBe(204)
  })

  it.each([true, false])('finds private words only after asking for them, scripts: %s', async (javaScriptEnabled) => {
    const text = `Between colleagues ${javaScriptEnabled}`
    const view = await open(arsenal, page, { as: teacher, javaScriptEnabled })
    const section = view.getByRole('region', { name: 'Feedback' })
    await section.getByText('Write feedback').click()
    await section.getByLabel('The staff only').check()
    await section.getByLabel('Your words').fill(text)
    await section.getByRole('button', { name: 'Save' }).click()
    await view.waitForURL('**feedback=private**')
    expect(await view.content()).not.toContain(text)
    await section.getByRole('link', { name: 'Show private notes' }).click()
    await view.waitForURL('**private=shown**')
    await section.getByText(text).waitFor()
    expect(await section.innerText()).toContain('Staff only')
    expect(view.complaints).toEqual([])
  })

  it('enters behaviour and participation in the register, which save themselves', async () => {
    const other = (await arsenal.aLesson({ group, teacher, startTime: '00:35', endTime: '00:40' })).lesson
    const view = await open(arsenal, `/lessons/${other.id}/register`, { as: teacher, viewport: { width: 360, height: 740 } })
    await view.getByText('Present', { exact: true }).first().click()
    await view.getByLabel(/Misha Belov/).and(view.locator('summary')).click()
    await view.getByLabel('Behaviour (1–5)').fill('3')
    await view.getByLabel('Participation (1–5)').fill('4')
    await view.getByLabel('Participation (1–5)').blur()
    const stored = () => rows('select status::text, behaviour, participation from marks where "lessonId" = $1', [other.id])
    await expect.poll(stored).toEqual([{ status: 'present', behaviour: 3, participation: 4 }])
    await view.reload()
    expect(await view.getByLabel('Behaviour (1–5)').inputValue()).toBe('3')
    expect(view.complaints).toEqual([])
  })

  // Russian has the longest words of the three.
  it.each([
    ['teacher', () => `${page}?private=shown`], ['teacher', () => `/prints/${group.id}/register`], ['teacher', () => `/prints/${group.id}/month`],
    ['teacher', () => `/prints/${group.id}/contacts`], ['teacher', () => `/groups/${group.id}`], ['parent', () => `/children/${child.id}`],
    ['manager', () => `/overview?take=${truant.id}`],
  ] as const)('can be used by a %s in light and dark, from 320 px on (%#)', async (role, path) => {
    const reader = await arsenal.aUser(role, { locale: 'ru', ...(role === 'manager' ? { branches: [{ id: group.branchId }] } : {}) })
    if (role === 'teacher') await arsenal.anAssignment(reader, group)
    if (role === 'parent') await arsenal.aGuardianship(reader, child, { to: arsenal.day(1) })
    await teacher.post(api, { visibility: 'public', text: 'Сегодня очень хорошо работал в защите' })
    for (const [colorScheme, width] of [['light', 320], ['dark', 1280]] as const) {
      const view = await open(arsenal, path(), { as: reader, colorScheme, viewport: { width, height: 700 } })
      expect(await violationsOf(view)).toEqual([])
      expect(await view.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(view.complaints).toEqual([])
    }
  })

  it('prints without what is for the screen', async () => {
    const view = await open(arsenal, `/prints/${group.id}/month`, { as: teacher })
    await view.emulateMedia({ media: 'print' })
    expect(await view.getByRole('link', { name: 'Back to the group' }).isVisible()).toBe(false)
    expect(await view.getByRole('row', { name: /Misha Belov/ }).innerText()).toContain('✕')
    await view.goto(`/prints/${group.id}/register?day=${arsenal.day()}`)
    expect(await view.getByRole('rowheader', { name: 'Misha Belov' }).isVisible()).toBe(true)
  })
})
