import { beforeAll, describe, expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import type { AGroup } from '../helpers/school/lessons'
import type { Person } from '../helpers/school/people'
import { describeWith } from '../helpers/programs'
import { rows } from '../helpers/school/rows'
import type { ASkill } from '../helpers/school/skills'
import type { AStudent } from '../helpers/school/students'
import { arsenal } from '../helpers/schools'
import { useServer } from '../helpers/server'

useServer()

let teacher: Person
let parent: Person
let manager: Person
let group: AGroup
let children: AStudent[]
let child: AStudent
let skill: ASkill
let badge: { id: string, name: string }

beforeAll(async () => {
  teacher = await arsenal.aUser('teacher', { locale: 'en' })
  parent = await arsenal.aUser('parent', { locale: 'en' })
  manager = await arsenal.aUser('manager', { locale: 'en' })
  group = await arsenal.aGroup({ name: 'U11 Lions', teacher })
  const { lesson } = await arsenal.aLesson({ group, teacher, students: 25 })
  children = lesson.students
  child = children[0]!
  await arsenal.aGuardianship(parent, child)
  skill = await arsenal.aSkill({ name: 'Short passing' })
  badge = await arsenal.anAchievement({ name: 'Passing master', kind: 'skill_band', skillId: skill.id, band: 3 })
})

const progressOf = async (who: Person, of: AStudent = child) => (await who.get(`/api/students/${of.id}/progress`)).body
const assess = (value: number, headers = {}) =>
  teacher.post(`/api/groups/${group.id}/assessments`, { skillId: skill.id, assessments: children.map(({ id }) => ({ studentId: id, value })) }, headers)
const countOf = async (table: 'assessments' | 'awards', of: AStudent) => (await rows(`select 1 from ${table} where "studentId" = $1`, [of.id])).length

describe('a group that is assessed', () => {
  it('is in the parent\'s next answer, and what it earns is awarded once however often it is said', async () => {
    expect(await progressOf(parent)).toMatchObject({ data: [], summary: { averageLevel: null, totalSkills: 0 } })
    const first = await assess(85, { 'idempotency-key': 'assess-once' })
    expect(first.status, first.text).toBe(201)
    expect(first.body).toMatchObject({ saved: 25 })
    expect(first.body.awarded).toHaveLength(25)
    expect(await progressOf(parent)).toMatchObject({ data: [{ skill: { id: skill.id, name: 'Short passing' }, value: 85, band: 'Excellent' }], summary: { averageLevel: 85, totalSkills: 1 } })
    const again = await assess(85, { 'idempotency-key': 'assess-once' })
    expect([again.status, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', first.body])
    expect([await countOf('assessments', child), await countOf('awards', child)]).toEqual([1, 1])
    const both = await Promise.all([assess(90), assess(91)])
    expect(both.map(({ status, body }) => [status, body.awarded])).toEqual([[201, []], [201, []]])
    expect([await countOf('assessments', child), await countOf('awards', child)]).toEqual([3, 1])
    const { body } = await parent.get(`/api/students/${child.id}/achievements`)
    expect(body.data).toMatchObject([{ id: badge.id, name: 'Passing master', awardedAt: expect.any(String) }])
    expect((await parent.get('/api/home')).body.children).toMatchObject([{ id: child.id, achievement: { name: 'Passing master' } }])
  })

  it('tells the parent of a correction and of a target at once', async () => {
    const { data: [line] } = await progressOf(teacher)
    expect((await teacher.post(`/api/assessments/${line.history[0].id}/corrections`, { value: 66 })).status).toBe(201)
    expect((await teacher.put(`/api/students/${child.id}/targets/${skill.id}`, { value: 95, dueOn: arsenal.day(30) })).status).toBe(200)
    expect((await progressOf(parent)).data[0]).toMatchObject({ value: 66, band: 'Confident', target: { value: 95, dueOn: arsenal.day(30), reached: false } })
  })

  it('is compared with the group once the summary was refreshed, which is said', async () => {
    await expect.poll(async () => (await progressOf(parent)).comparison, { timeout: 15_000, interval: 300 })
      .toMatchObject({ groups: [{ id: group.id, students: 25 }], refreshedAt: expect.any(String) })
    const { text } = await parent.get(`/api/students/${child.id}/progress`)
    for (const other of children.slice(1)) expect(text).not.toContain(other.id)
  })
})

const html = { accept: 'text/html' }
const form = { ...html, 'content-type': 'application/x-www-form-urlencoded', 'origin': `http://${arsenal.host}` }

describe('without scripts', () => {
  it('saves a group once, though the form is sent twice at once, and says so', async () => {
    const other = await arsenal.aSkill({ name: 'Dribbling' })
    const page = `/groups/${group.id}/assess?skill=${other.id}`
    const shown = await teacher.get(page, html)
    expect(shown.text).toContain('Dribbling')
    const state = /name="state" value="([^"]*)"/.exec(shown.text)?.[1] ?? 'missing'
    const body = new URLSearchParams({ skillId: other.id, state, [`band.${child.id}`]: '70', [`value.${children[1]!.id}`]: '33', [`band.${children[2]!.id}`]: '' }).toString()
    const sent = await Promise.all([1, 2, 3].map(() => teacher.request(`/groups/${group.id}/assess`, { method: 'POST', headers: form, body })))
    expect(sent.map(({ status, headers }) => [status, headers.location])).toEqual(Array(3).fill([303, `${page}&saved=2`]))
    expect(await rows('select value from assessments where "skillId" = $1 order by value', [other.id])).toEqual([{ value: 33 }, { value: 70 }])
    const saved = await teacher.get(`${page}&saved=2`, html)
    expect(saved.text).toContain('Assessed: 2')
    expect(saved.text).toContain('70 Confident')
  })

  it('comes back with what was entered when a value does not fit, and saves nothing', async () => {
    const before = await countOf('assessments', child)
    const answer = await teacher.request(`/groups/${group.id}/assess`, {
      method: 'POST', headers: form, body: new URLSearchParams({ skillId: skill.id, state: '', [`value.${child.id}`]: '400' }).toString(),
    })
    expect([answer.status, answer.headers.location]).toEqual([303, `/groups/${group.id}/assess?skill=${skill.id}`])
    const page = await teacher.get(String(answer.headers.location), { ...html, cookie: String(answer.headers['set-cookie']).split(';')[0] ?? '' })
    expect(page.text).toContain('Nothing was saved')
    expect(page.text).toContain('value="400"')
    expect(await countOf('assessments', child)).toBe(before)
  })

  it('takes a preset over in one tap, adds a skill and a rule, and puts them away', async () => {
    const post = (path: string, fields: Record<string, string>) => manager.request(path, { method: 'POST', headers: form, body: new URLSearchParams(fields).toString() })
    expect((await post('/skills/preset', { preset: 'football_academy' })).headers.location).toMatch(/^\/skills\?added=2[567]$/)
    expect((await post('/skills', { name: 'Goal kicks', category: 'technical', own: 'Keepers', measure: '', bands: '0 Low\n50 High' })).headers.location).toBe('/skills?said=saved')
    expect((await post('/skills', { name: 'Wrong', category: 'Keepers', measure: '', bands: 'Low\n50 High' })).headers.location).toBe('/skills?open=skill#add-skill')
    const [own] = await rows<{ id: string }>(`select id from skills where name = 'Goal kicks'`)
    expect((await post('/achievements', { name: 'Keeper', kind: 'skill_band', band: `${own?.id}_1`, count: '10' })).headers.location).toBe('/skills?said=saved#achievements')
    const page = await manager.get('/skills', html)
    for (const word of ['Goal kicks', 'Keepers', 'Бег на 30 м', 'Goal kicks reaches “High”']) expect(page.text).toContain(word)
    expect((await post(`/skills/${own?.id}`, { archived: 'yes' })).status).toBe(303)
    expect((await teacher.get(`/api/skills?limit=100`)).text).not.toContain('Goal kicks')
    expect((await teacher.request('/skills', { method: 'POST', headers: form, body: 'name=x' })).status).toBe(403)
  })

  it('sets a target and corrects an assessment on the page of the child', async () => {
    const post = (verb: string, fields: Record<string, string>) => teacher.request(`/students/${child.id}/${verb}`, { method: 'POST', headers: form, body: new URLSearchParams({ skillId: skill.id, ...fields }).toString() })
    expect((await post('assess', { value: '72', note: 'Well done' })).headers.location).toBe(`/students/${child.id}?progress=saved&skill=${skill.id}#progress`)
    const { data } = await progressOf(teacher)
    const { history } = data.find((line: { skill: { id: string } }) => line.skill.id === skill.id)
    expect((await post('correct', { assessmentId: history[0].id, value: '74', note: 'Well done' })).headers.location).toContain('progress=saved')
    expect((await post('target', { value: '88', dueOn: arsenal.day(9) })).headers.location).toContain('progress=saved')
    expect((await post('target', { value: '88', dueOn: arsenal.day(-9) })).headers.location).toContain('progress=refused')
    const { text } = await parent.get(`/children/${child.id}`, html)
    for (const word of ['Short passing', 'Well done', 'Target: 88', 'Passing master']) expect(text).toContain(word)
  })
})

describeWith('Chromium', 'in the browser', (chromium) => {
  const { open } = useBrowser(chromium)

  it.each<[string, () => Person, () => string]>([
    ['the screen to assess', () => teacher, () => `/groups/${group.id}/assess?skill=${skill.id}`],
    ['the choice of a skill', () => teacher, () => `/groups/${group.id}/assess`],
    ['the group', () => teacher, () => `/groups/${group.id}`],
    ['the student', () => teacher, () => `/students/${child.id}?skill=${skill.id}`],
    ['the child', () => parent, () => `/children/${child.id}?skill=${skill.id}`],
    ['the catalogue', () => manager, () => '/skills?open=skill'],
  ])('%s has nothing for axe, no complaints, and fits every width', async (_, who: () => Person, path: () => string) => {
    for (const width of [360, 1280]) {
      const page = await open(arsenal, path(), { as: who(), viewport: { width, height: 800 } })
      expect(await violationsOf(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(page.complaints).toEqual([])
    }
  })

  it.each([true, false])('assesses three children by tapping bands, scripts: %s', async (javaScriptEnabled) => {
    const own = await arsenal.aSkill({ name: `Tapping ${javaScriptEnabled}` })
    await arsenal.heard()
    const page = await open(arsenal, `/groups/${group.id}/assess`, { as: teacher, javaScriptEnabled, viewport: { width: 360, height: 740 } })
    await page.getByRole('link', { name: own.name }).click()
    for (const one of children.slice(0, 3)) await page.getByRole('radiogroup', { name: one.name }).getByRole('radio', { name: 'Excellent' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Assessed: 3').waitFor()
    expect(await rows('select value from assessments where "skillId" = $1', [own.id])).toEqual(Array(3).fill({ value: 90 }))
  })
})
