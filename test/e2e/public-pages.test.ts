import axe from 'axe-core'
import { expect, it } from 'vitest'
import { useBrowser, type Visit } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import { arsenal, riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'

declare global {
  interface Window { axe: typeof axe }
}

const PAGES = ['/', '/news', '/timetable', '/sign-in', '/forgot-password']

/** What axe finds wrong by WCAG 2.2 AA, each with the element at fault. */
async function violations(page: Visit) {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)}`))
}

const overflow = (page: Visit) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
const me = (page: Visit) => page.evaluate(async () => (await (await fetch('/api/me')).json()).user?.email)

describeWith('Chromium', 'public pages in Chromium', (chromium) => {
  useServer()
  const browser = useBrowser(chromium)

  it.each(PAGES.flatMap(path => [['light', path], ['dark', path]] as const))('are accessible and fit a phone, %s: %s', async (colorScheme, path) => {
    const page = await browser.open(riverside, path, { colorScheme, viewport: { width: 360, height: 740 } })
    expect(await violations(page)).toEqual([])
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.setViewportSize({ width: 320, height: 740 })
    expect(await overflow(page), 'reflow at 320 px').toBeLessThanOrEqual(0)
    expect(page.complaints).toEqual([])
  })

  it('are in the language of the tenant', async () => {
    expect(await (await browser.open(riverside, '/')).getAttribute('html', 'lang')).toBe('uk')
    expect(await (await browser.open(arsenal, '/')).getAttribute('html', 'lang')).toBe('ru')
  })

  it.each([[true, 'with scripts'], [false, 'without scripts']])('let a person sign in by keyboard alone: %s', async (javaScriptEnabled) => {
    const person = await riverside.aUser('teacher')
    const { email, password } = await person.withPassword()
    const page = await browser.open(riverside, '/sign-in', { javaScriptEnabled })
    await page.focus('input[name=email]')
    await page.keyboard.type(email)
    await page.keyboard.press('Tab')
    if (await page.evaluate(() => document.activeElement?.getAttribute('name')) !== 'password') await page.focus('input[name=password]')
    await page.keyboard.type(password)
    await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/sign-in')), page.keyboard.press('Enter')])
    const reader = await browser.open(riverside, '/news')
    await reader.context().addCookies(await page.context().cookies())
    expect(await me(reader)).toBe(email)
  })

  it('say what is wrong where the password is wrong, and keep the address', async () => {
    const person = await riverside.aUser('parent')
    await person.withPassword()
    const page = await browser.open(riverside, '/sign-in', { javaScriptEnabled: false })
    await page.fill('input[name=email]', person.email)
    await page.fill('input[name=password]', 'not the password')
    await page.click('form[action="/sign-in"] button')
    await page.waitForSelector('[role=alert]')
    expect(await page.inputValue('input[name=email]')).toBe(person.email)
    expect(await page.inputValue('input[name=password]')).toBe('')
  })
})
