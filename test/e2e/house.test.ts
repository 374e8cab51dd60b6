import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import type { Person } from '../helpers/school/people'
import { rows } from '../helpers/school/rows'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'

useServer()

const html = { accept: 'text/html' }
const form = { ...html, 'content-type': 'application/x-www-form-urlencoded', 'origin': `http://${arsenal.host}` }
const fields = (given: Record<string, string>) => new URLSearchParams(given).toString()
const flashOf = (answer: { headers: { 'set-cookie'?: string[] | undefined } }) => (answer.headers['set-cookie'] ?? []).map(line => line.split(';')[0]).join('; ')

let admin: Person
let parent: Person
beforeAll(async () => {
  admin = await arsenal.aUser('admin', { locale: 'en' })
  parent = await arsenal.aUser('parent', { locale: 'en' })
  await arsenal.aTerm({ name: 'Autumn term' })
})

describe('settings', () => {
  it('hold at once for everybody, in what was kept of pages too', async () => {
    const teacher = await arsenal.aUser('teacher', { locale: 'en' })
    const pages = async () => Promise.all([teacher.get('/today', html), parent.get('/home', html), arsenal.anonymous.get('/', html)])
    for (let visit = 0; visit < 3; visit++) await pages()
    for (const name of ['Arsenal North', 'Arsenal West']) {
      const saved = await admin.post('/settings', fields({ section: 'school', name, about: 'Since 1936', locale: 'ru', publicTimetable: 'on' }), form)
      expect([saved.status, saved.headers.location]).toEqual([303, '/settings?saved=school#school'])
      for (const page of await pages()) expect(page.text).toContain(name)
      expect((await teacher.get('/api/me')).body.tenant.name).toBe(name)
    }
    expect((await riverside.anonymous.get('/', html)).text).not.toContain('Arsenal West')
    expect((await admin.get('/settings?saved=school', html)).text).toContain('Saved. It holds from now on.')
  })

  it('close the public week and open it again at once', async () => {
    const week = async () => (await arsenal.anonymous.get('/api/public/timetable')).status
    expect(await week()).toBe(200)
    await admin.patch('/api/settings', { publicTimetable: false })
    expect([await week(), (await arsenal.anonymous.get('/timetable', html)).status]).toEqual([404, 404])
    await admin.patch('/api/settings', { publicTimetable: true })
    expect([await week(), (await arsenal.anonymous.get('/timetable', html)).status]).toEqual([200, 200])
  })

  it('show an own word where it stands alone, and offer no retired reason', async () => {
    await admin.post('/settings', fields({ 'section': 'words', 'vocabulary': 'academy', 'label-group': 'Squad', 'label-branch': '', 'label-student': '', 'label-teacher': '' }), form)
    await arsenal.aGroup()
    expect((await admin.get('/people?who=groups', html)).text + (await admin.get('/people', html)).text).toContain('Squad')
    const { reasons } = (await admin.get('/api/settings')).body.settings
    const given = Object.fromEntries(reasons.flatMap(({ code, status }: { code: string, status: string }) =>
      [[`reason-${code}-status`, status], ...code === 'travel' ? [] : [[`reason-${code}-offered`, 'on']]]))
    await admin.post('/settings', fields({ ...given, 'section': 'reasons', 'new-label': 'Exam', 'new-status': 'excused' }), form)
    const codes = (await parent.get('/api/absence-notices/choices')).body.reasons.map(({ code }: { code: string }) => code)
    expect(codes).toContain('own_1')
    expect(codes).not.toContain('travel')
  })

  it('say what is wrong beside the part that it is wrong in, and keep what stood there', async () => {
    const refused = await admin.post('/settings', fields({ section: 'rules', ratePercent: '120', absencesInARow: '3', lockAfterDays: '' }), form)
    expect([refused.status, refused.headers.location]).toEqual([303, '/settings?refused=rules'])
    const page = await admin.get('/settings?refused=rules', { ...html, cookie: flashOf(refused) })
    expect(page.text).toContain('Give a share from 0 to 100 percent.')
    expect(page.text).toContain('value="120"')
    expect((await admin.patch('/api/settings', { timeZone: 'Europe/Kyiv' })).status).toBe(422)
  })

  it('preview a colour that is not saved', async () => {
    const page = await admin.get('/settings?section=look&brandColour=%23ffff00', html)
    expect(page.text).toContain('#ffff00, not saved yet')
    expect(page.text).toContain('hard to tell from the page')
    expect((await admin.get('/settings', html)).text).not.toContain('#ffff00')
  })
})

describe('one\'s account', () => {
  it('takes name and phone by a plain form, and shows them at once', async () => {
    const saved = await parent.post('/account/profile', fields({ name: 'Olena Renamed', phone: '+380 44 123 45 67' }), form)
    expect(saved.headers.location).toBe('/account?saved=profile')
    const page = (await parent.get('/account', html)).text
    for (const text of ['Olena Renamed', '+380 44 123 45 67']) expect(page).toContain(text)
    const refused = await parent.post('/account/profile', fields({ name: 'Olena', phone: 'none' }), form)
    expect((await parent.get('/account?refused=profile', { ...html, cookie: flashOf(refused) })).text).toContain('A phone number is written like')
  })

  it('sets a new password for whoever knows the old one, and signs every other device out', async () => {
    const person = await arsenal.aUser('teacher', { locale: 'en' })
    const { email, password } = await person.withPassword()
    const cookieOf = async () => ((await person.signIn(email, password)).headers['set-cookie'] ?? []).map(line => line.split(';')[0]).join('; ')
    const [phone, laptop] = [await cookieOf(), await cookieOf()]
    const signedIn = async (cookie: string) => (await arsenal.anonymous.get('/api/me', { cookie })).body.user?.id
    expect([await signedIn(phone), await signedIn(laptop)]).toEqual([person.id, person.id])

    const wrong = await arsenal.anonymous.post('/account/password', fields({ currentPassword: 'not my password', newPassword: 'another long password' }), { ...form, cookie: phone })
    expect(wrong.headers.location).toBe('/account?refused=password')
    expect(await signedIn(laptop)).toBe(person.id)

    const changed = await arsenal.anonymous.post('/account/password', fields({ currentPassword: password, newPassword: 'another long password' }), { ...form, cookie: phone })
    expect(changed.headers.location).toBe('/account?saved=password')
    expect(await signedIn((changed.headers['set-cookie'] ?? []).map(line => line.split(';')[0]).join('; '))).toBe(person.id)
    expect([await signedIn(laptop), await signedIn(phone)]).toEqual([undefined, undefined])
    expect((await person.signIn(email, password)).status).toBe(401)
    expect((await person.signIn(email, 'another long password')).status).toBe(200)
  })

  it('shows other schools as a switcher on every page, and leads nowhere else', async () => {
    await parent.post('/account/schools', fields({ address: 'http://riverside.localhost' }), form)
    expect((await parent.get('/home', html)).text).toMatch(/<a href="http:\/\/riverside\.localhost(?::\d+)?\/"[^>]*>Riverside<\/a>/)
    const refused = await parent.post('/account/schools', fields({ address: 'https://evil.example' }), form)
    expect(refused.headers.location).toBe('/account?refused=schools')
    expect((await parent.get('/account?refused=schools', { ...html, cookie: flashOf(refused) })).text).toContain('There is no school at this address.')
    const [school] = (await parent.get('/api/account')).body.otherSchools
    await parent.post('/account/schools/forget', fields({ id: school.id }), form)
    expect((await parent.get('/home', html)).text).not.toContain('riverside.localhost')
  })
})

describe('exports', () => {
  it('come as files that nobody keeps, and stand in the log', async () => {
    const { lesson } = await arsenal.aLesson({ students: 1, date: arsenal.day(-1) })
    await arsenal.aMark(lesson, lesson.students[0]!, 'present')
    const marks = await admin.get(`/api/exports/attendance.csv?from=${arsenal.day(-2)}&to=${arsenal.day()}&groupId=`)
    expect(marks.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store' })
    expect(marks.headers['content-disposition']).toMatch(/^attachment; filename="attendance-arsenal-[\d-]+\.csv"$/)
    expect(marks.text).toContain(`${arsenal.day(-1)},present,,`)
    const zip = await admin.get('/api/exports/oneroster.zip')
    expect(zip.text.slice(0, 2)).toBe('PK')
    const log = (await admin.get('/audit?action=export', html)).text
    for (const text of ['Exported marks', 'Exported the school as OneRoster']) expect(log).toContain(text)
    expect((await admin.get(`/api/exports/attendance.csv?from=${arsenal.day()}&to=${arsenal.day(-2)}`))).toBeProblem(400)
  })
})

describe('the audit log', () => {
  it('is searched by the name of who did it, and about one thing by link', async () => {
    const zoe = await arsenal.aUser('admin', { name: 'Zoe Zealous', locale: 'en' })
    await zoe.post('/api/terms', { name: 'Spring', startsOn: '2027-01-10', endsOn: '2027-05-31' })
    const found = (await admin.get('/api/audit?person=zealous')).body.data
    expect(found.map(({ action }: { action: string }) => action)).toEqual(['term.made'])
    expect((await admin.get('/audit?person=zoe+zeal', html)).text).toContain('Made a term')
    expect((await admin.get('/api/audit?person=nobodyofthatname')).body.data).toEqual([])
    const about = (await admin.get(`/audit?actorId=${zoe.id}`, html)).text
    expect(about).toContain('By Zoe Zealous')
  })
})

describe('erasing a student', () => {
  it('asks for the name, and takes the child from every page', async () => {
    const group = await arsenal.aGroup()
    const child = await arsenal.aStudent({ name: 'Lena Forgotten', group })
    const mother = await arsenal.aUser('parent', { locale: 'en' })
    await arsenal.aGuardianship(mother, child)
    expect((await mother.get('/home', html)).text).toContain('Lena')
    const refused = await admin.post(`/students/${child.id}/erase`, fields({ name: 'Lena' }), form)
    expect((await admin.get(`/students/${child.id}?refused=erase`, { ...html, cookie: flashOf(refused) })).text).toContain('That is another name. Nothing was erased.')
    const erased = await admin.post(`/students/${child.id}/erase`, fields({ name: 'Lena Forgotten' }), form)
    expect([erased.status, erased.headers.location]).toEqual([303, `/students/${child.id}?erased=1`])
    const page = (await admin.get(`/students/${child.id}?erased=1`, html)).text
    expect(page).toContain('under nobody’s name')
    expect(page).not.toContain('Forgotten')
    expect((await mother.get('/api/me')).body.user).toBeNull()
    expect((await admin.get('/api/students?search=Forgotten')).body.data).toEqual([])
    expect(await rows('select 1 from students where id = $1 and "erasedAt" is not null', [child.id])).toHaveLength(1)
  })
})

describeWith('Chromium', 'in a browser', (program) => {
  const browser = useBrowser(program)

  it('has no fault that axe finds, and fits a phone', { timeout: 120_000 }, async () => {
    const student = await arsenal.aStudent({ group: await arsenal.aGroup() })
    for (const colorScheme of ['light', 'dark'] as const) for (const path of ['/settings', '/account', '/exports', '/audit', `/students/${student.id}`]) {
      const page = await browser.open(arsenal, path, { as: admin, colorScheme, viewport: { width: 360, height: 740 } })
      expect(await violationsOf(page), `${path} ${colorScheme}`).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360)
      expect(page.complaints, path).toEqual([])
    }
  })
})

describe('files', () => {
  it('are made for one viewer one at a time, and so often', async () => {
    const keen = await arsenal.aUser('admin')
    const path = `/api/students/${(await arsenal.aStudent()).id}/record.zip`
    const both = await Promise.all([keen.get(path), keen.get(path)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429])
    expect(both.find(({ status }) => status === 429)?.headers['retry-after']).toBe('5')
    let answer = await keen.get(path)
    for (let n = 0; n < 40 && answer.status === 200; n++) answer = await keen.get(path)
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) } })
    expect((await admin.get(path)).status).toBe(200)
  })
})
