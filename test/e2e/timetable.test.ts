import { beforeAll, expect, it } from 'vitest'
import { addDays, startOfWeek } from '../../shared/utils/local-date'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import { rows } from '../helpers/school/rows'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'
import { aWorld, type World } from '../helpers/world'

useServer()

let world: World
beforeAll(async () => {
  world = await aWorld(arsenal)
  for (const who of ['manager', 'admin', 'teacher', 'parent', 'student'] as const) await rows('update users set locale = \'en\' where id = $1', [world.people[who].id])
})

const html = { accept: 'text/html' }
const monday = addDays(startOfWeek(arsenal.day()), 7)

it('shows the pages to those whose they are', async () => {
  const { people, corner } = world
  for (const path of ['/planning', '/planning/groups', '/planning/closed-days', '/timetable/mine', '/timetable/calendar']) {
    const stranger = await arsenal.anonymous.get(path, html)
    expect([stranger.status, stranger.headers.location]).toEqual([302, `/sign-in?next=${path}`])
    expect((await people.editor.get(path, html)).status, path).toBe(302)
    expect((await people.parent.get(path, html)).status, path).toBe(path.startsWith('/timetable') ? 200 : 302)
    expect((await people.manager.get(path, html)).status, path).toBe(200)
  }
  expect((await people.teacherElsewhere.get(`/lessons/${corner.lesson.id}/plan`, html)).status).toBe(404)
  expect((await people.managerElsewhere.get(`/planning/groups/${corner.group.id}`, html)).status).toBe(404)
  expect((await people.parent.get('/timetable/mine', html)).text).toContain(corner.group.name)
  expect((await people.parentElsewhere.get('/timetable/mine', html)).text).not.toContain(corner.group.name)
  expect((await arsenal.anonymous.get('/timetable', html)).text).toContain('href="/timetable/mine"')
})

it('tells every reader of a change at once', async () => {
  const { people, corner, school } = world
  const { lesson } = await school.aLesson({ group: corner.group, teacher: people.teacher, date: monday, startTime: '19:00', endTime: '20:00' })
  await school.heard()
  const week = async () => JSON.stringify([
    (await people.parent.get(`/api/timetable/mine?from=${monday}`)).body.lessons.find((one: { id: string }) => one.id === lesson.id)?.status,
    (await people.manager.get(`/api/planning/week?from=${monday}`)).body.lessons.find((one: { id: string }) => one.id === lesson.id)?.status,
    (await arsenal.anonymous.get(`/api/public/timetable?from=${monday}`)).body.lessons.some((one: { startsAt: string, groupName: string }) => one.startsAt === '19:00' && one.groupName === corner.group.name),
  ])
  for (let look = 0; look < 2; look++) expect(await week()).toBe('["scheduled","scheduled",true]')
  const closed = await people.manager.post('/api/closed-days', { branchId: corner.branch.id, from: monday, to: monday, reason: 'Snow' })
  expect(closed.body).toMatchObject({ cancelled: 1, kept: 0 })
  expect(await week()).toBe('["cancelled","cancelled",false]')
  expect((await people.parent.get(`/timetable/mine?from=${monday}`, html)).text).toContain('Snow')
  expect((await arsenal.anonymous.get(`/timetable?from=${monday}&lang=en`, html)).text).toContain('is closed: Snow')
  expect((await people.manager.delete(`/api/closed-days/${closed.body.id}`)).status).toBe(204)
  expect(await week()).toBe('["scheduled","scheduled",true]')
})

describeWith('Chromium', 'the timetable', (chromium) => {
  const { open } = useBrowser(chromium)

  it.each([true, false])('is planned from the first group to a cancelled day, scripts: %s', { timeout: 90_000 }, async (javaScriptEnabled) => {
    const page = await open(arsenal, '/planning/groups', { as: world.people.manager, javaScriptEnabled, viewport: { width: 360, height: 800 } })
    const name = `U12 Tigers ${javaScriptEnabled}`
    const rooms = page.getByRole('region', { name: 'Rooms and places' })
    await rooms.getByText('Add a room', { exact: true }).first().click()
    const adding = rooms.locator('form').last()
    await adding.getByLabel('Name').fill(`Hall ${name}`)
    await adding.getByRole('button').click()
    await page.waitForURL('**?done=room#rooms')
    await rooms.getByText(`Change Hall ${name}`).click()
    await rooms.locator('details[open] input[name=name]').fill(`Big hall ${name}`)
    await rooms.locator('details[open]').getByRole('button', { name: 'Save' }).click()
    await rooms.getByText(`Change Big hall ${name}`).click()
    await rooms.getByRole('button', { name: `Remove Big hall ${name}` }).click()
    await page.waitForFunction(hall => !document.body.innerText.includes(hall), `Big hall ${name}`)

    await page.getByText('Add a group', { exact: true }).click()
    await page.getByLabel('Name').first().fill(name)
    await page.getByRole('button', { name: 'Add the group' }).click()
    await page.waitForURL('**/planning/groups/*?done=made')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(name)

    await page.getByText('Add what repeats').click()
    await page.getByRole('checkbox', { name: 'Monday' }).check()
    await page.getByLabel('From', { exact: true }).first().fill('17:00')
    await page.getByLabel('Until', { exact: true }).fill('16:00')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.waitForURL('**series=new')
    expect(await page.getByRole('main').getByRole('alert').innerText()).toContain('ends after it begins')
    expect(await page.getByRole('checkbox', { name: 'Monday' }).isChecked()).toBe(true)
    await page.getByLabel('Until', { exact: true }).fill('18:00')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.waitForURL('**?done=series')
    expect(await page.getByRole('main').innerText()).toContain('Monday, 17:00–18:00')

    const { name: teacher } = world.people.teacher
    await page.getByLabel('Who').selectOption({ label: teacher })
    await page.getByRole('button', { name: 'Assign' }).click()
    await page.waitForURL('**?done=assign')
    const coaches = page.getByRole('region', { name: 'Coaches' })
    expect(await coaches.innerText()).toMatch(new RegExp(`${teacher}\\s+lead · since`))
    expect(await coaches.getByRole('option', { name: teacher }).count()).toBe(0)
    // What is refused stays in its form, with the reason.
    const [other, third] = [await arsenal.aUser('teacher'), await arsenal.aUser('teacher')]
    for (const one of [other, third]) await arsenal.anAssignment(one, world.corner.group)
    await page.reload()
    await coaches.getByLabel('Who').selectOption({ label: other.name })
    await coaches.getByLabel('As', { exact: true }).selectOption('assistant')
    await arsenal.anAssignment(other, { id: new URL(page.url()).pathname.split('/').at(-1) ?? '' })
    await page.getByRole('button', { name: 'Assign' }).click()
    await page.waitForURL('**?at=teachers')
    expect(await page.getByRole('main').getByRole('alert').innerText()).toBe('This person teaches the group already.')
    expect(await coaches.getByLabel('As', { exact: true }).inputValue()).toBe('assistant')
    expect((await world.people.teacher.get('/api/groups')).text).toContain(name)
    if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])
    await coaches.getByRole('listitem').filter({ hasText: teacher }).getByLabel('Last day').fill(monday)
    await page.getByRole('button', { name: `End the place of ${teacher}` }).click()
    await page.waitForURL('**?done=end-assignment')
    expect(await page.getByRole('main').innerText()).toContain('Saved.')

    await page.goto(`/planning?from=${monday}`)
    const line = page.getByRole('listitem').filter({ hasText: name })
    await line.getByRole('link', { name }).click()
    await page.waitForURL('**/plan')
    await page.getByLabel('From', { exact: true }).fill('18:30')
    await page.getByLabel('Until', { exact: true }).fill('19:30')
    await page.getByLabel('Reason, which families can read').first().fill('Pitch is marked anew')
    await page.getByRole('button', { name: 'Save' }).first().click()
    await page.waitForURL('**/plan?done=1')
    expect(await page.getByRole('main').innerText()).toMatch(/17:00–18:00.*→.*18:30–19:30/)
    if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])

    await page.goto(`/planning?from=${monday}&branchId=${world.corner.branch.id}`)
    await page.getByText('Cancel the whole day of a branch').first().click()
    await page.getByLabel('Reason').first().fill('Water pipe')
    await page.getByRole('button', { name: 'Cancel the day' }).first().click()
    await page.waitForURL('**done=closed**')
    expect(await page.getByRole('main').innerText()).toContain('is closed: Water pipe')
    await page.goto('/planning/closed-days')
    await page.getByRole('listitem').filter({ hasText: 'Water pipe' }).getByRole('button').click()
    await page.waitForURL('**done=reopened')
    expect(await page.getByText('Water pipe').count()).toBe(0)
    expect(page.complaints).toEqual([])
  })

  it('gives somebody an address for their calendar, and takes it back', async () => {
    const page = await open(arsenal, '/account', { as: world.people.parent, javaScriptEnabled: false, viewport: { width: 360, height: 800 } })
    await page.getByRole('link', { name: 'Your timetable in another calendar' }).click()
    await page.getByRole('button', { name: 'Make an address' }).click()
    await page.waitForURL('**?done=made')
    const address = await page.getByLabel(/^Address, made on/).inputValue()
    expect((await arsenal.anonymous.get(new URL(address).pathname)).text).toContain(world.corner.lesson.id)
    await page.getByRole('button', { name: /^Revoke the address/ }).click()
    await page.waitForURL('**?done=revoked')
    expect((await arsenal.anonymous.get(new URL(address).pathname)).status).toBe(404)
  })

  const PAGES = [
    ['manager', () => '/planning'], ['manager', () => '/planning/groups'], ['manager', () => `/planning/groups/${world.corner.group.id}`], ['admin', () => '/planning/closed-days'],
    ['teacher', () => `/lessons/${world.corner.lesson.id}/plan`], ['parent', () => '/timetable/mine'], ['student', () => '/timetable/calendar'], ['teacher', () => '/timetable/mine'],
  ] as const
  it.each(PAGES)('of a %s, page %#, is for everybody, at 360 px and in the dark', async (who, path) => {
    const page = await open(arsenal, path(), { as: world.people[who], viewport: { width: 360, height: 800 }, colorScheme: 'dark' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
    for (const details of await page.locator('main details').all()) await details.evaluate(one => one.setAttribute('open', ''))
    expect(await violationsOf(page)).toEqual([])
    expect(page.complaints).toEqual([])
  })
})
