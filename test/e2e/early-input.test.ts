import { expect, it } from 'vitest'
import { type Visit, useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import { arsenal } from '../helpers/schools'
import { childrenOf } from '../helpers/school/registers'
import { useServer } from '../helpers/server'

useServer()

/** A page whose scripts come late, as on a poor connection. */
async function openSlowly(page: Visit, path: string) {
  await page.route('**/_nuxt/*.js', route => setTimeout(() => void route.continue(), 1_500))
  await page.goto(path, { waitUntil: 'commit' })
}

async function scriptsCame(page: Visit) {
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#__nuxt') ?? {}))
  await page.waitForLoadState('networkidle')
}

describeWith('Chromium', 'what was entered before the scripts came', (chromium) => {
  const { open } = useBrowser(chromium)

  it('stays in the sign-in', async () => {
    const page = await open(arsenal, '/news', { locale: 'en' })
    await openSlowly(page, '/sign-in')
    await page.getByLabel('Email address').fill('somebody@arsenal.example')
    await scriptsCame(page)
    expect(await page.getByLabel('Email address').inputValue()).toBe('somebody@arsenal.example')
    expect(page.complaints).toEqual([])
  })

  it('stays in the report of an absence', async () => {
    const parent = await arsenal.aUser('parent')
    const { lesson } = await arsenal.aLesson({ date: arsenal.day(2), students: 1 })
    const [child] = lesson.students
    if (!child) throw new Error('a lesson without students')
    await arsenal.aGuardianship(parent, child)
    const page = await open(arsenal, '/news', { as: parent, locale: 'en' })
    await openSlowly(page, '/absence')
    await page.getByLabel('First day').fill(arsenal.day(7))
    await page.getByLabel('One session').check()
    await page.getByLabel('Something else').check()
    await page.getByLabel('In a few words').fill('Music exam')
    await scriptsCame(page)
    expect(await page.getByLabel('One session').isChecked()).toBe(true)
    expect(await page.getByLabel('In a few words').inputValue()).toBe('Music exam')
    await page.getByLabel('Whole days').check()
    expect(await page.getByLabel('First day').inputValue()).toBe(arsenal.day(7))
    expect(page.complaints).toEqual([])
  })

  it('is saved from a register, over what stood there', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const [a, b] = childrenOf(lesson)
    await teacher.put(`/api/lessons/${lesson.id}/register`, { marks: [{ studentId: a.id, status: 'present' }] })
    const page = await open(arsenal, '/news', { as: teacher, locale: 'en' })
    await openSlowly(page, `/lessons/${lesson.id}/register`)
    const mark = (child: { id: string }, name: string) => page.locator(`[id="child-${child.id}"]`).getByRole('radio', { name })
    await mark(a, 'Excused').check({ force: true })
    await mark(b, 'Late').check({ force: true })
    expect(await page.getByRole('button', { name: 'Save' }).isVisible()).toBe(true)
    await scriptsCame(page)
    await expect.poll(async () => new Map((await arsenal.marksOf(lesson)).map(one => [one.studentId, one.status]))).toEqual(new Map([[a.id, 'excused'], [b.id, 'late']]))
    expect(await mark(a, 'Excused').isChecked()).toBe(true)
    expect(await mark(b, 'Late').isChecked()).toBe(true)
    expect(page.complaints).toEqual([])
  })

  it('stays in what is opened, chosen and written on a page that comes to life', async () => {
    const { teacher, group, lesson } = await arsenal.aLesson({ students: 1 })
    const [child] = lesson.students
    if (!child) throw new Error('a lesson without students')
    const page = await open(arsenal, '/news', { as: teacher, locale: 'en' })
    await openSlowly(page, `/students/${child.id}`)
    await page.getByText('Write feedback').click()
    await page.getByLabel('The staff only').check()
    await page.getByLabel('Your words').fill('Before the scripts')
    await scriptsCame(page)
    expect(await page.getByLabel('The staff only').isChecked()).toBe(true)
    expect(await page.getByLabel('Your words').inputValue()).toBe('Before the scripts')

    const office = await open(arsenal, '/news', { as: await arsenal.aUser('manager', { branches: [{ id: group.branchId }] }), locale: 'en' })
    await openSlowly(office, `/students/${child.id}/edit`)
    await office.getByLabel('Condition').fill('Asthma')
    await scriptsCame(office)
    expect(await office.getByLabel('Condition').inputValue()).toBe('Asthma')
    expect([...page.complaints, ...office.complaints]).toEqual([])
  })

  it('stays in the choices of a search', async () => {
    const page = await open(arsenal, '/news', { as: await arsenal.aUser('admin'), locale: 'en' })
    await openSlowly(page, '/people?who=adults&role=parent')
    await page.getByLabel('Role').selectOption('teacher')
    await scriptsCame(page)
    expect(await page.getByLabel('Role').inputValue()).toBe('teacher')
    await page.goto('/people?who=adults&role=parent')
    expect(await page.getByLabel('Role').inputValue()).toBe('parent')
    await openSlowly(page, '/audit?action=import')
    await page.getByLabel('About').selectOption('user')
    await scriptsCame(page)
    expect(await page.getByLabel('About').inputValue()).toBe('user')
    expect(page.complaints).toEqual([])
  })
})
