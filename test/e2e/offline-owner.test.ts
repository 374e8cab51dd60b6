import { expect, it } from 'vitest'
import { useBrowser } from '../helpers/browser'
import { useDevices } from '../helpers/device'
import { describeWith } from '../helpers/programs'
import { held, kept, mark, ON_DEVICE, path, prepare, row, statusesOf } from '../helpers/register-page'
import { arsenal } from '../helpers/schools'
import { childrenOf } from '../helpers/school/registers'
import { useServer } from '../helpers/server'

useServer()

describeWith('Chromium', 'what a device keeps', (chromium) => {
  const aDevice = useDevices(chromium)
  const browser = useBrowser(chromium)

  it('leaves nothing on the device after signing out, and asks first where marks would be lost', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const [a] = childrenOf(lesson)
    const device = await aDevice(arsenal)
    const page = await prepare(device, teacher, lesson)
    expect(await held(page)).toMatchObject({ caches: expect.arrayContaining(['goalschool-pages']), databases: ['goalschool'], workers: 1 })
    await device.cut()
    await page.goto(path(lesson))
    await mark(page, a, 'Absent')
    await row(page, a).getByText(ON_DEVICE).waitFor()
    const signOut = async () => {
      await page.locator('header summary').click()
      await page.getByRole('button', { name: 'Sign out' }).click()
    }
    const asked = page.waitForEvent('dialog')
    // The tap is over only when the question is answered.
    const tapped = signOut()
    const dialog = await asked
    expect(dialog.message()).toContain('1 mark has not been sent yet')
    await dialog.dismiss()
    await tapped
    await device.mend()
    await expect.poll(() => statusesOf(lesson)).toEqual(new Map([[a.id, 'absent']]))

    await page.goto('/today')
    await signOut()
    await page.waitForURL(url => url.pathname === '/')
    await expect.poll(() => held(page)).toEqual({ caches: [], databases: [], workers: 0 })
    await device.cut()
    await expect(page.goto('/today')).rejects.toThrow('net::')
  })

  it('removes the pages once the session is found to be revoked', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const device = await aDevice(arsenal)
    const page = await prepare(device, teacher, lesson)
    const { body } = await teacher.get('/api/account/sessions')
    for (const session of body.data.filter((one: { current: boolean }) => !one.current)) await teacher.delete(`/api/account/sessions/${session.id}`)
    await page.goto(path(lesson))
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await expect.poll(() => kept(page)).toEqual([])
    await device.cut()
    await expect(page.goto(path(lesson))).rejects.toThrow('net::')
  })

  it('shows nobody what another left, and sends it when its owner is back', async () => {
    const { teacher, lesson } = await arsenal.aLesson({ students: 1 })
    const [a] = childrenOf(lesson)
    const { teacher: other, lesson: others } = await arsenal.aLesson({ students: 1 })
    const device = await aDevice(arsenal)
    let page = await prepare(device, teacher, lesson)
    await device.cut()
    await page.goto(path(lesson))
    await mark(page, a, 'Absent')
    await row(page, a).getByText(ON_DEVICE).waitFor()
    await page.close()
    await device.context().clearCookies()
    await device.mend()

    page = await prepare(device, other, others)
    expect(await kept(page)).not.toContain(path(lesson))
    expect(await page.getByText('Marks on this device').count()).toBe(0)
    await page.goto(path(others))
    await mark(page, childrenOf(others)[0], 'Present')
    await expect.poll(() => statusesOf(others)).toEqual(new Map([[childrenOf(others)[0].id, 'present']]))
    expect(await arsenal.marksOf(lesson)).toEqual([])

    await device.context().clearCookies()
    await device.signIn(teacher)
    await page.goto('/today')
    await expect.poll(() => statusesOf(lesson)).toEqual(new Map([[a.id, 'absent']]))
  })

  it('is nothing that a parent\'s page or a public one loads', async () => {
    for (const [who, where] of [[await arsenal.aUser('parent'), '/home'], [undefined, '/'], [await arsenal.aUser('teacher'), '/news']] as const) {
      const page = await browser.open(arsenal, where, { as: who, locale: 'en-GB', serviceWorkers: 'allow' })
      await page.waitForLoadState('networkidle')
      expect(await held(page)).toEqual({ caches: [], databases: [], workers: 0 })
    }
  })
})

it('is served from the school\'s own origin, anew each time, and may ask nobody else', async () => {
  const { status, headers, text } = await arsenal.anonymous.get('/sw.js')
  expect(status).toBe(200)
  expect(headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache', 'content-security-policy': `default-src 'none'; connect-src 'self'` })
  expect(text).toMatch(/^const BUILD="[^"]+";/)
  expect(() => new Function(text)).not.toThrow()
  const page = await arsenal.anonymous.get('/sign-in', { accept: 'text/html' })
  expect(page.headers['content-security-policy']).toContain(`worker-src 'self'`)
})

it('is taken from the device by the answer to signing out', async () => {
  const teacher = await arsenal.aUser('teacher')
  const { headers } = await teacher.request('/sign-out', { method: 'POST', body: '', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  expect(headers['clear-site-data']).toBe('"storage"')
})
