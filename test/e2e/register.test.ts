import { expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { type Visit, useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import { arsenal } from '../helpers/schools'
import { childrenOf, historyOf } from '../helpers/school/registers'
import { useServer } from '../helpers/server'
import type { ALesson } from '../helpers/school/lessons'

useServer()

const path = (lesson: { id: string }) => `/lessons/${lesson.id}/register`
const row = (page: Visit, child: { id: string }) => page.locator(`[id="child-${child.id}"]`)
const statusesOf = async (lesson: ALesson) => new Map((await arsenal.marksOf(lesson)).map(mark => [mark.studentId, mark.status]))
const english = { locale: 'en-GB' }

const expectNoSidewaysScroll = async (page: Visit) =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)

describeWith('Chromium', 'the register in a browser', (chromium) => {
  const browser = useBrowser(chromium)
  const open = async (options: Parameters<typeof browser.open>[2], students = 3) => {
    const { teacher, lesson } = await arsenal.aLesson({ students })
    return { teacher, lesson, page: await browser.open(arsenal, path(lesson), { ...english, as: teacher, ...options }) }
  }

  it('marks everybody present in one tap, then the exceptions, and says so without a page load', async () => {
    const { teacher, lesson, page } = await open({ viewport: { width: 360, height: 740 } }, 4)
    const [a, b, away] = childrenOf(lesson)
    await arsenal.aNotice(away, { reason: 'flu' })
    await arsenal.heard()
    await page.reload()
    await page.evaluate(() => Object.assign(window, { samePage: true }))
    await expectNoSidewaysScroll(page)
    expect(await violationsOf(page)).toEqual([])

    await page.getByRole('button', { name: 'All present' }).or(page.getByRole('button', { name: 'The rest present' })).click()
    await expect.poll(() => statusesOf(lesson)).toEqual(new Map(lesson.students.map(child => [child.id, child.id === away.id ? 'excused' : 'present'])))
    await row(page, a).getByText('Late', { exact: true }).click()
    await row(page, a).getByLabel('Minutes late').fill('7')
    // The save of the tap before ends while the minutes are being typed.
    await expect.poll(async () => (await statusesOf(lesson)).get(a.id)).toBe('late')
    await row(page, b).getByText('Absent', { exact: true }).click()
    await expect.poll(() => arsenal.marksOf(lesson)).toEqual(expect.arrayContaining([
      expect.objectContaining({ studentId: a.id, status: 'late', minutesLate: 7 }), expect.objectContaining({ studentId: b.id, status: 'absent' }),
    ]))
    await expect.poll(() => page.locator('[role=status].sr-only').textContent()).toMatch(/saved/i)

    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(async () => (await statusesOf(lesson)).get(b.id)).toBe('present')
    expect(await page.evaluate(() => 'samePage' in window)).toBe(true)
    expect((await teacher.get(`/api/lessons/${lesson.id}/register`)).body.lesson.register).toBe('taken')
    expect(page.complaints).toEqual([])
  })

  it('is taken by the keyboard alone, and the focus stays', async () => {
    const { lesson, page } = await open({}, 2)
    const first = await page.locator('.marks').first().getByRole('radio').first()
    await first.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(async () => [...(await statusesOf(lesson)).values()]).toEqual(['absent'])
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe('absent')
    await page.getByRole('button', { name: 'The rest present' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(async () => [...(await statusesOf(lesson)).values()].sort()).toEqual(['absent', 'present'])
  })

  // Which of several fetches of a script ends first is the browser's to say: three rounds.
  it.for([1, 2, 3])('keeps the last of several taps that come while what writes them down is still being fetched, round %i', async () => {
    const { lesson, page } = await open({}, 1)
    // Scripts run: marks save themselves.
    await page.getByRole('button', { name: 'Save', exact: true }).waitFor({ state: 'hidden' })
    await page.locator('.marks').evaluate((marks) => {
      for (const status of ['present', 'late', 'absent']) marks.querySelector<HTMLInputElement>(`[value=${status}]`)?.click()
    })
    await page.locator('[role=status].sr-only').getByText(/saved/i).waitFor()
    expect([...(await statusesOf(lesson)).values()]).toEqual(['absent'])
    expect(await page.getByRole('radio', { name: 'Absent' }).isChecked()).toBe(true)
  })

  it('keeps a save that failed on its row and tries it again under the same key', async () => {
    const { teacher, lesson, page } = await open({})
    const [a] = childrenOf(lesson)
    const keys: string[] = []
    await page.route('**/api/lessons/*/register', async (route) => {
      const request = route.request()
      if (request.method() !== 'PUT') return route.continue()
      const { 'idempotency-key': key = '', 'if-match': match = '' } = request.headers()
      keys.push(key)
      // The first save arrives, but its answer does not.
      if (keys.length > 1) return route.continue()
      await teacher.put(`/api/lessons/${lesson.id}/register`, request.postDataJSON(), { 'idempotency-key': key, 'if-match': match })
      await route.abort()
    })
    await row(page, a).getByText('Absent', { exact: true }).click()
    await row(page, a).getByText('On this device, not sent yet.').waitFor()
    expect(await row(page, a).getByRole('radio', { name: 'Absent' }).isChecked()).toBe(true)
    await row(page, a).getByRole('button', { name: 'Try again' }).click()
    await row(page, a).getByText('On this device, not sent yet.').waitFor({ state: 'detached' })
    await expect.poll(() => keys.length).toBe(2)
    expect(keys[0]).toBe(keys[1])
    expect(await statusesOf(lesson)).toEqual(new Map([[a.id, 'absent']]))
    // Once, and not again with the second attempt.
    expect(await historyOf(lesson)).toHaveLength(1)
    await row(page, a).getByText('Excused', { exact: true }).click()
    await expect.poll(() => statusesOf(lesson)).toEqual(new Map([[a.id, 'excused']]))
  })

  it('shows what a second device saved, and overwrites none of it', async () => {
    const { teacher, lesson, page } = await open({})
    const [a, b, c] = childrenOf(lesson)
    const put = (child: { id: string }, status: string) => teacher.put(`/api/lessons/${lesson.id}/register`, { marks: [{ studentId: child.id, status }] })
    await put(a, 'absent')
    await put(b, 'excused')
    await row(page, a).getByText('Present', { exact: true }).click()
    await row(page, c).getByText('Late', { exact: true }).click()

    await row(page, a).getByText('Another device has just saved this.').waitFor()
    await expect.poll(() => statusesOf(lesson)).toEqual(new Map([[a.id, 'absent'], [b.id, 'excused'], [c.id, 'late']]))
    expect(await row(page, a).getByRole('radio', { name: 'Absent' }).isChecked()).toBe(true)
    expect(await row(page, b).getByRole('radio', { name: 'Excused' }).isChecked()).toBe(true)
    await row(page, a).getByRole('button', { name: 'Set it all the same' }).click()
    await expect.poll(async () => (await statusesOf(lesson)).get(a.id)).toBe('present')
  })

  it('calls the first guardian in two taps', async () => {
    const { lesson, page } = await open({})
    const [a] = childrenOf(lesson)
    await arsenal.aGuardianship(await arsenal.aUser('parent', { phone: '+7 900 222' }), a, { priority: 2 })
    await arsenal.aGuardianship(await arsenal.aUser('parent', { phone: '+7 900 111' }), a, { priority: 1 })
    await row(page, a).getByRole('link', { name: /Call the family/ }).click()
    await expect.poll(() => row(page, a).locator('a[href^="tel:"]').evaluateAll(links => links.map(link => link.getAttribute('href')))).toEqual(['tel:+7900111', 'tel:+7900222'])
    expect(await violationsOf(page)).toEqual([])
  })

  it('works as a plain form with scripts off, and leaves alone what another device saved', async () => {
    const { teacher, lesson, page } = await open({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } })
    const [a, b, c] = childrenOf(lesson)
    await teacher.put(`/api/lessons/${lesson.id}/register`, { marks: [{ studentId: a.id, status: 'absent' }, { studentId: b.id, status: 'excused' }] })
    await row(page, a).getByText('Present', { exact: true }).click()
    await row(page, c).getByText('Late', { exact: true }).click()
    await row(page, c).getByLabel('Minutes late').fill('3')
    await page.getByRole('button', { name: 'Save' }).click()

    expect(await arsenal.marksOf(lesson)).toEqual(expect.arrayContaining([
      expect.objectContaining({ studentId: a.id, status: 'absent' }), expect.objectContaining({ studentId: b.id, status: 'excused' }),
      expect.objectContaining({ studentId: c.id, status: 'late', minutesLate: 3 }),
    ]))
    expect(await row(page, a).textContent()).toContain('Your choice was: Present')
    await row(page, a).getByRole('link', { name: /Call the family/ }).click()
    expect(await row(page, a).textContent()).toContain('No contact is known.')
  })

  it('marks everybody present with scripts off', async () => {
    const { lesson, page } = await open({ javaScriptEnabled: false })
    const [a, b, c] = childrenOf(lesson)
    await arsenal.aNotice(b)
    await row(page, a).getByText('Late', { exact: true }).click()
    await page.locator('button[value="all-present"]').click()
    expect(await statusesOf(lesson)).toEqual(new Map([[a.id, 'late'], [b.id, 'excused'], [c.id, 'present']]))
    expect(await page.getByText('Everybody is marked.').isVisible()).toBe(true)
  })

  it('takes a child on trial onto the roster', async () => {
    const { lesson, page } = await open({ javaScriptEnabled: false })
    await page.locator('#guests summary').click()
    await page.getByLabel('Name', { exact: true }).fill('Zoe New')
    await page.getByRole('button', { name: 'Add as trial' }).click()
    expect(await page.getByText('Zoe New was added.').isVisible()).toBe(true)
    expect(await page.locator('.register-row').count()).toBe(lesson.students.length + 1)
  })

  it('shows the day: lessons in order, notices, registers left open', async () => {
    const { teacher, lesson, group } = await arsenal.aLesson({ students: 2, startTime: '15:00', endTime: '16:00' })
    const [a, b] = childrenOf(lesson)
    const { lesson: early } = await arsenal.aLesson({ teacher, group, startTime: '08:00', endTime: '09:00' })
    for (const day of [-2, -1]) {
      const { lesson: before } = await arsenal.aLesson({ teacher, group, date: arsenal.day(day), students: [a, b] })
      await arsenal.aMark(before, a, 'absent')
    }
    await arsenal.aNotice(b, { reason: 'at the dentist' })
    const page = await browser.open(arsenal, '/today', { ...english, as: teacher, viewport: { width: 360, height: 740 } })

    expect(await page.locator('section[aria-labelledby="lessons"] a').evaluateAll(links => links.map(link => link.getAttribute('href')))).toEqual([path(early), path(lesson)])
    expect(await page.locator('section[aria-labelledby="open"] article').count()).toBe(2)
    expect(await page.locator('section[aria-labelledby="notices"]').textContent()).toContain('at the dentist')
    expect(await page.locator('section[aria-labelledby="missed"]').textContent()).toContain(a.name)
    await expectNoSidewaysScroll(page)
    expect(await violationsOf(page)).toEqual([])
    expect(page.complaints).toEqual([])
  })
})
