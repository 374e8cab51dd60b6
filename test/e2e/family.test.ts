import { beforeAll, expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import type { AGroup } from '../helpers/school/lessons'
import type { Person } from '../helpers/school/people'
import { describeWith } from '../helpers/programs'
import { rows } from '../helpers/school/rows'
import type { AStudent } from '../helpers/school/students'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'

useServer()

let parent: Person
let misha: AStudent
let anya: AStudent
let group: AGroup

beforeAll(async () => {
  parent = await arsenal.aUser('parent', { locale: 'en', name: 'Olga Family' })
  group = await arsenal.aGroup({ name: 'U11 Lions' })
  misha = await arsenal.aStudent({ name: 'Misha Family', group })
  anya = await arsenal.aStudent({ name: 'Anya Family', group })
  for (const child of [misha, anya]) await arsenal.aGuardianship(parent, child)
  for (let day = -56; day < 0; day += 2) {
    const { lesson } = await arsenal.aLesson({ group, date: arsenal.day(day), startTime: '16:30', endTime: '18:00', kind: 'training' })
    await arsenal.aMark(lesson, misha, day < -27 ? 'absent' : 'present')
  }
  const { lesson } = await arsenal.aLesson({ group, startTime: '00:10', endTime: '00:50', kind: 'training' })
  await arsenal.aMark(lesson, misha, 'late', 7)
  await rows('update marks set note = \'Metro delay\' where "lessonId" = $1', [lesson.id])
  await arsenal.aLesson({ group, date: arsenal.day(2), startTime: '16:30', endTime: '18:00', kind: 'training', place: 'Pitch 1' })
})

const html = { accept: 'text/html' }
const form = { ...html, 'content-type': 'application/x-www-form-urlencoded', 'origin': `http://${arsenal.host}`, 'authorization': '' }
const standing = (...children: AStudent[]) => rows<{ studentId: string, from: string, to: string, lessonId: string | null, reason: string }>(
  'select "studentId", "from", "to", "lessonId", reason from absence_notices where "studentId" = any($1) and "withdrawnAt" is null order by "studentId"',
  [children.map(({ id }) => id)])

it('keeps family pages from strangers, staff and other families', async () => {
  for (const path of ['/home', '/absence', `/children/${misha.id}`]) {
    const stranger = await arsenal.anonymous.get(path, html)
    expect([stranger.status, stranger.headers.location]).toEqual([302, `/sign-in?next=${path}`])
    const { status, text } = await (await arsenal.aUser('teacher')).get(path, html)
    expect(status).toBe(302)
    expect(text).not.toContain('Misha')
  }
  const other = await arsenal.aUser('parent')
  const refused = await other.get(`/children/${misha.id}`, html)
  expect(refused.status).toBe(404)
  expect(refused.text).not.toContain('Misha')
  expect((await (await riverside.aUser('parent')).get(`/children/${misha.id}`, html)).status).toBe(404)
})

it('takes a child from the pages with the guardianship', async () => {
  const guardian = await arsenal.aUser('parent')
  const child = await arsenal.aStudent({ name: 'Leaving Child', group })
  const guardianship = await arsenal.aGuardianship(guardian, child)
  expect((await guardian.get('/home', html)).text).toContain('Leaving Child')
  await rows('update guardianships set "to" = $2 where id = $1', [guardianship.id, arsenal.day(-1)])
  await arsenal.heard()
  expect((await guardian.get('/home', html)).text).not.toContain('Leaving Child')
  expect((await guardian.get(`/children/${child.id}`, html)).status).toBe(404)
  expect((await guardian.get('/absence', html)).text).not.toContain('Leaving Child')
})

it('tells a parent without children and a student without marks what to expect', async () => {
  const childless = await arsenal.aUser('parent', { locale: 'en' })
  for (const path of ['/home', '/absence']) expect((await childless.get(path, html)).text).toContain('No child is linked to your account yet')
  const student = await arsenal.aUser('student', { locale: 'en', student: anya })
  const page = (await student.get(`/children/${anya.id}`, html)).text
  expect(page).toContain('as soon as the coach has taken the register')
  expect(page).not.toContain('/absence')
  expect((await student.get('/absence', html)).status).toBe(302)
})

it('refuses a report that another site’s page sends', async () => {
  const body = `child-${misha.id}=on&when=days&from=${arsenal.day(1)}&to=${arsenal.day(1)}&reason=ill`
  const answer = await arsenal.anonymous.post('/absence', body, { ...form, origin: 'http://evil.example' })
  expect(answer.status).toBe(403)
  expect(await standing(misha)).toEqual([])
})

it('withdraws by form only what the API would', async () => {
  const other = await arsenal.aUser('parent')
  const child = await arsenal.aStudent({ group })
  for (const guardian of [parent, other]) await arsenal.aGuardianship(guardian, child)
  const notice = await arsenal.aNotice(child, { from: arsenal.day(3), createdBy: other })
  const withdraw = (person: Person) => person.post('/absence/withdraw', `notices=${notice.id}`, { ...html, 'content-type': form['content-type'] })
  expect((await withdraw(await arsenal.aUser('parent'))).status).toBe(404)
  expect((await withdraw(await riverside.aUser('admin'))).status).toBe(404)
  const refused = await withdraw(parent)
  expect([refused.status, refused.headers.location]).toEqual([303, '/absence'])
  const student = await arsenal.aUser('student', { student: child })
  expect((await withdraw(student)).headers.location).toBe('/absence')
  expect(await standing(child)).toHaveLength(1)
  expect((await withdraw(other)).headers.location).toBe('/absence?withdrawn=1')
  expect(await standing(child)).toEqual([])
})

it('shows home what the teacher saved a moment ago', async () => {
  const { teacher, lesson } = await arsenal.aLesson({ students: 2, startTime: '00:00', endTime: '00:30' })
  const [child, sibling] = lesson.students
  if (!child || !sibling) throw new Error('a lesson without students')
  const guardian = await arsenal.aUser('parent', { locale: 'en' })
  await arsenal.aGuardianship(guardian, child)
  const save = (status: string) => teacher.put(`/api/lessons/${lesson.id}/register`, {
    marks: [{ studentId: child.id, status, ...(status === 'late' ? { minutesLate: 12 } : {}) }, { studentId: sibling.id, status: 'absent' }],
  })
  for (const [status, words] of [['present', 'Present'], ['late', 'Late'], ['excused', 'Excused']] as const) {
    expect((await save(status)).status).toBe(200)
    expect((await guardian.get('/api/home')).body.children[0].today[0].mark.status).toBe(status)
    expect((await guardian.get(`/api/students/${child.id}/attendance`)).body.data[0].status).toBe(status)
    expect((await guardian.get('/home', html)).text).toContain(words)
  }
})

it('fills the register in as excused once home has reported', async () => {
  const { teacher, lesson } = await arsenal.aLesson({ students: 1, date: arsenal.day(1) })
  const child = lesson.students[0]
  if (!child) throw new Error('a lesson without students')
  const guardian = await arsenal.aUser('parent')
  await arsenal.aGuardianship(guardian, child)
  const report = { studentIds: [child.id], from: arsenal.day(1), to: arsenal.day(1), reason: 'ill' }
  const made = await guardian.post('/api/absence-notices', report, { 'idempotency-key': 'one-report' })
  const again = await guardian.post('/api/absence-notices', report, { 'idempotency-key': 'one-report' })
  expect([made.status, again.status, again.body]).toEqual([201, 201, made.body])
  const seat = async () => (await teacher.get(`/api/lessons/${lesson.id}/register`)).body.students[0]
  expect(await seat()).toMatchObject({ status: 'excused', notice: { reason: 'ill' } })
  expect((await guardian.delete(`/api/absence-notices/${made.body.data[0].id}`)).status).toBe(204)
  expect(await seat()).toMatchObject({ status: null, notice: null })
})

describeWith('Chromium', 'a parent', (chromium) => {
  const { open } = useBrowser(chromium)

  it('sees today, what is next and the rate of each child, and what is behind them', async () => {
    const page = await open(arsenal, '/home', { as: parent, viewport: { width: 360, height: 740 } })
    const card = page.getByRole('article', { name: 'Misha Family' })
    const text = await card.innerText()
    expect(text).toMatch(/Late\s*, 7 min/)
    expect(text).toContain('Metro delay')
    expect(text).toMatch(/16:30/)
    expect(text).toMatch(/14 of 29 sessions/)
    expect(text).toMatch(/100 points more than in the four weeks before/)
    expect(await page.getByRole('article').first().innerText()).toContain('Anya Family')

    await card.getByRole('link', { name: /marks and calendar/ }).click()
    await page.waitForURL(`**/children/${misha.id}`)
    await page.getByRole('heading', { level: 1, name: 'Misha Family' }).waitFor()
    await page.getByRole('table', { name: /marks by day/ }).waitFor()
    expect(await page.getByRole('table', { name: /marks by day/ }).getByRole('row').count()).toBeGreaterThan(1)
    expect(await page.getByRole('list').filter({ hasText: 'Metro delay' }).innerText()).toMatch(/Late/)
    expect(page.complaints).toEqual([])
  })

  // Russian has the longest words of the three.
  it.each(['/home', '/absence', 'child'])('can use %s in light and dark, from 320 px on', async (path) => {
    const reader = await arsenal.aUser('parent', { locale: 'ru' })
    await arsenal.aGuardianship(reader, misha)
    for (const [colorScheme, width] of [['light', 320], ['dark', 768]] as const) {
      const page = await open(arsenal, path === 'child' ? `/children/${misha.id}` : path, { as: reader, colorScheme, viewport: { width, height: 700 } })
      expect(await violationsOf(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(page.complaints).toEqual([])
    }
  })

  it.each([true, false])('reports two children for days and takes it back, scripts: %s', async (javaScriptEnabled) => {
    const page = await open(arsenal, '/home', { as: parent, javaScriptEnabled, viewport: { width: 360, height: 740 } })
    await page.getByRole('link', { name: 'Report an absence' }).click()
    await page.waitForURL('**/absence')
    await page.getByRole('checkbox', { name: 'Misha Family' }).check()
    await page.getByRole('checkbox', { name: 'Anya Family' }).check()
    await page.getByLabel('First day').fill(arsenal.day(3))
    await page.getByLabel('Last day').fill(arsenal.day(4))
    await page.getByLabel('Ill', { exact: true }).check()
    await page.getByRole('button', { name: 'Report', exact: true }).click()
    await page.waitForURL('**/absence?reported=*')
    expect(await page.getByRole('status').innerText()).toMatch(/Reported: .*Misha Family/)
    const reported = [anya, misha].map(({ id }) => ({ studentId: id, from: arsenal.day(3), to: arsenal.day(4), lessonId: null, reason: 'ill' }))
    expect(await standing(misha, anya)).toEqual(reported.sort((a, b) => a.studentId < b.studentId ? -1 : 1))
    expect(await page.getByRole('listitem').filter({ hasText: 'Misha Family' }).innerText()).toContain('Ill')

    await page.getByRole('button', { name: 'Undo' }).click()
    await page.waitForURL('**/absence?withdrawn=1')
    expect(await standing(misha, anya)).toEqual([])
    expect(page.complaints).toEqual([])
  })

  it.each([true, false])('reports one lesson in words of their own and withdraws it in the list, scripts: %s', async (javaScriptEnabled) => {
    const page = await open(arsenal, `/absence?child=${misha.id}`, { as: parent, javaScriptEnabled })
    expect(await page.getByLabel('Misha Family').isChecked()).toBe(true)
    await page.getByLabel('One session').check()
    expect(await page.getByLabel('First day').isVisible()).toBe(false)
    await page.getByLabel('Which session?').selectOption({ index: 1 })
    await page.getByLabel('Something else').check()
    await page.getByLabel('In a few words').fill('Music exam')
    await page.getByRole('button', { name: 'Report', exact: true }).click()
    await page.waitForURL('**/absence?reported=*')
    expect(await standing(misha)).toEqual([expect.objectContaining({ from: arsenal.day(2), to: arsenal.day(2), lessonId: expect.any(String), reason: 'Music exam' })])

    await page.goto('/home')
    expect(await page.getByRole('article', { name: 'Misha Family' }).innerText()).toContain('Absence reported')
    await page.goto('/absence')
    await page.getByRole('button', { name: /Misha Family.*withdraw the notice/ }).click()
    await page.waitForURL('**/absence?withdrawn=1')
    expect(await standing(misha)).toEqual([])
  })

  it.each([true, false])('is told what is missing, with what was entered kept, scripts: %s', async (javaScriptEnabled) => {
    const page = await open(arsenal, '/absence', { as: parent, javaScriptEnabled })
    await page.getByLabel('First day').fill(arsenal.day(5))
    await page.getByLabel('Last day').fill(arsenal.day(4))
    await page.getByLabel('Travelling').check()
    await page.getByRole('button', { name: 'Report', exact: true }).click()
    await page.getByRole('main').getByRole('alert').waitFor()
    expect(await page.getByRole('main').getByRole('alert').innerText()).toContain('Nothing is reported yet')
    expect(await page.getByRole('group', { name: 'Who will be away?' }).innerText()).toContain('Choose at least one child.')
    const last = page.getByLabel('Last day')
    expect([await last.inputValue(), await last.getAttribute('aria-invalid')]).toEqual([arsenal.day(4), 'true'])
    expect(await page.locator(`#${await last.getAttribute('aria-describedby')}`).innerText()).toBe('The last day is before the first.')
    expect(await page.getByLabel('Travelling').isChecked()).toBe(true)
    expect(await standing(misha, anya)).toEqual([])
  })

  it('can report with the keyboard alone', async () => {
    const page = await open(arsenal, `/absence?child=${anya.id}`, { as: parent })
    await page.getByLabel('Last day').focus()
    await page.getByLabel('Ill', { exact: true }).focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/absence?reported=*')
    const undo = page.getByRole('button', { name: 'Undo' })
    await undo.focus()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/absence?withdrawn=1')
    expect(await standing(anya)).toEqual([])
  })
})
