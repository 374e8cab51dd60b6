import { expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import { useDevices } from '../helpers/device'
import { describeWith } from '../helpers/programs'
import { isMarked, kept, mark, ON_DEVICE, path, prepare, row, statusesOf } from '../helpers/register-page'
import { insert } from '../helpers/school/rows'
import { arsenal } from '../helpers/schools'
import { childrenOf, historyOf } from '../helpers/school/registers'
import { useServer } from '../helpers/server'

useServer()

describeWith('Chromium', 'the register without network', (chromium) => {
  const aDevice = useDevices(chromium)
  const browser = useBrowser(chromium)

  it('saves once and in order what was marked, over the closing of the browser', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 3 })
    const [a, b] = childrenOf(lesson)
    const device = await aDevice(arsenal)
    let page = await prepare(device, teacher, lesson)
    expect(await page.evaluate(async () => (await (await navigator.serviceWorker.ready).navigationPreload.getState()).enabled)).toBe(true)
    await device.cut()

    await page.getByRole('link', { name: /Take register/ }).click()
    await page.getByText('No connection. This is how it stood at').waitFor()
    await mark(page, a, 'Present')
    await row(page, a).getByText(ON_DEVICE).waitFor()
    await mark(page, a, 'Absent')
    await mark(page, b, 'Late')
    await row(page, b).getByText(ON_DEVICE).waitFor()
    expect(await violationsOf(page)).toEqual([])
    await device.stop()

    await device.start()
    page = await device.open('/today')
    await page.getByText('2 marks wait to be sent').waitFor()
    expect(await violationsOf(page)).toEqual([])
    await page.goto(path(lesson))
    await row(page, a).getByText(ON_DEVICE).waitFor()
    expect([await isMarked(page, a, 'Absent'), await isMarked(page, b, 'Late')]).toEqual([true, true])
    expect(await arsenal.marksOf(lesson)).toEqual([])

    await device.mend()
    await expect.poll(() => statusesOf(lesson)).toEqual(new Map([[a.id, 'absent'], [b.id, 'late']]))
    const changes = await historyOf(lesson)
    expect(changes.filter(change => change.studentId === a.id).map(change => change.after?.status)).toEqual(['present', 'absent'])
    expect(changes).toHaveLength(3)
    await page.getByText('No connection.').waitFor({ state: 'detached' })
    await row(page, a).getByText(ON_DEVICE).waitFor({ state: 'detached' })
    await page.goto('/today')
    await expect.poll(async () => (await historyOf(lesson)).length).toBe(3)
  })

  it('loses nothing of two devices, and shows the teacher where they clash', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 3 })
    const [a, b, c] = childrenOf(lesson)
    const device = await aDevice(arsenal)
    const page = await prepare(device, teacher, lesson)
    await device.cut()
    await page.goto(path(lesson))
    await mark(page, a, 'Present')
    await mark(page, b, 'Late')
    await row(page, b).getByText(ON_DEVICE).waitFor()
    await teacher.put(`/api/lessons/${lesson.id}/register`, { marks: [{ studentId: a.id, status: 'excused' }, { studentId: c.id, status: 'absent' }] })

    // The list of the day sends it as well; the clash is there for whenever the register is opened.
    await page.goto('/today')
    await device.mend()
    await page.getByText('1 child was marked otherwise on another device.').waitFor()
    await expect.poll(() => statusesOf(lesson)).toEqual(new Map([[a.id, 'excused'], [b.id, 'late'], [c.id, 'absent']]))
    await page.goto(path(lesson))
    await row(page, a).getByText('Your choice was: Present').waitFor()
    expect(await Promise.all([isMarked(page, a, 'Excused'), isMarked(page, b, 'Late'), isMarked(page, c, 'Absent')])).toEqual([true, true, true])
    await row(page, a).getByRole('button', { name: 'Set it all the same' }).click()
    await expect.poll(async () => (await statusesOf(lesson)).get(a.id)).toBe('present')
    await page.goto('/today')
    await page.getByText('was marked otherwise').waitFor({ state: 'detached' })
  })

  it('keeps what the school refuses, with the reason, until the teacher gives it up', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const [a] = childrenOf(lesson)
    const device = await aDevice(arsenal)
    const page = await prepare(device, teacher, lesson)
    await device.cut()
    await page.goto(path(lesson))
    await mark(page, a, 'Absent')
    await row(page, a).getByText(ON_DEVICE).waitFor()
    expect((await teacher.patch(`/api/lessons/${lesson.id}`, { status: 'cancelled' })).status).toBe(200)
    await page.goto('/today')
    await device.mend()
    await page.getByText('1 mark was not accepted. It has been cancelled.').waitFor()
    await page.reload()
    await page.getByText('1 mark was not accepted. It has been cancelled.').waitFor()
    expect(await arsenal.marksOf(lesson)).toEqual([])
    page.once('dialog', dialog => void dialog.accept())
    await page.getByRole('button', { name: 'Give them up' }).click()
    await page.getByText('was not accepted').waitFor({ state: 'detached' })
  })

  it('has one sender in several tabs, and each tab shows what became of it', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const [a] = childrenOf(lesson)
    const device = await aDevice(arsenal)
    const one = await prepare(device, teacher, lesson)
    await device.cut()
    await one.goto(path(lesson))
    const two = await device.open(path(lesson))
    await mark(one, a, 'Late')
    await row(two, a).getByText(ON_DEVICE).waitFor()
    const puts: string[] = []
    device.context().on('request', request => request.method() === 'PUT' && puts.push(request.headers()['idempotency-key'] ?? ''))
    await device.mend()
    await expect.poll(() => statusesOf(lesson)).toEqual(new Map([[a.id, 'late']]))
    for (const tab of [one, two]) {
      await row(tab, a).getByText(ON_DEVICE).waitFor({ state: 'detached' })
      expect(await isMarked(tab, a, 'Late')).toBe(true)
    }
    expect(puts).toHaveLength(1)
    expect(await historyOf(lesson)).toHaveLength(1)
  })

  it('has at hand what to do for a child who needs it, until somebody signs out', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 2 })
    const [a] = childrenOf(lesson)
    await insert('medical_notes', { tenantId: arsenal.tenant.id, studentId: a.id, condition: 'Peanut allergy', whatToDo: 'Pen in the red bag' })
    await arsenal.heard()
    const device = await aDevice(arsenal)
    const page = await prepare(device, teacher, lesson)
    const medical = `/api/lessons/${lesson.id}/medical`
    await expect.poll(() => kept(page)).toContain(medical)
    await device.cut()
    await page.goto(path(lesson))
    await row(page, a).getByRole('link', { name: /medical/i }).click()
    await row(page, a).getByText('Pen in the red bag').waitFor()
    await device.mend()
    await page.goto('/today')
    await page.locator('header summary').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.waitForURL(url => url.pathname === '/')
    await expect.poll(() => kept(page)).toEqual([])
  })

  it('keeps marks over a reload where there is no service worker', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const [a] = childrenOf(lesson)
    const page = await browser.open(arsenal, path(lesson), { as: teacher, locale: 'en-GB', serviceWorkers: 'block' })
    let down = true
    await page.route('**/api/lessons/*/register', route => down && route.request().method() === 'PUT' ? route.abort() : route.continue())
    await mark(page, a, 'Excused')
    await row(page, a).getByText(ON_DEVICE).waitFor()
    await page.reload()
    await row(page, a).getByText(ON_DEVICE).waitFor()
    expect(await isMarked(page, a, 'Excused')).toBe(true)
    const again = row(page, a).getByRole('button', { name: 'Try again' })
    await again.waitFor()
    down = false
    // At once: the button goes with the next attempt of the page's own.
    await again.evaluate((button: HTMLElement) => button.click())
    await expect.poll(() => statusesOf(lesson)).toEqual(new Map([[a.id, 'excused']]))
  })
})
