import { beforeEach, expect, it } from 'vitest'
import { violationsOf } from '../helpers/axe'
import { useBrowser } from '../helpers/browser'
import { describeWith } from '../helpers/programs'
import type { Person } from '../helpers/school/people'
import { riverside } from '../helpers/schools'
import { useServer } from '../helpers/server'

// As in the demo: mail is kept, to be read at /dev/mail.
useServer({ GOALSCHOOL_DEMO: '1' })

describeWith('Chromium', 'one\'s own account', (chromium) => {
  const { open } = useBrowser(chromium)
  let person: Person

  beforeEach(async () => {
    person = await riverside.aUser('teacher', { locale: 'en' })
  })

  it('gets a new password by mail, which ends every session', async () => {
    const { email } = await person.withPassword()
    const page = await open(riverside, '/forgot-password', { locale: 'en' })
    await page.getByLabel('Email address').fill(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByText('a link is on its way').waitFor()

    // It is sent after the answer.
    await expect.poll(async () => (await riverside.anonymous.get('/api/dev/mail')).text).toContain(email)
    await page.goto('/dev/mail')
    await page.getByRole('article').filter({ hasText: email }).getByRole('link').click()
    await page.getByLabel('New password').fill('another good password')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByText('Your new password is set').waitFor()
    expect((await person.get('/api/me')).body.user).toBeNull()

    expect((await person.signIn(email, 'another good password')).status).toBe(200)
    expect(page.complaints).toEqual([])
  })

  it('is not opened by a link that was made up or is used twice', async () => {
    const page = await open(riverside, '/reset-password?token=made-up', { locale: 'en' })
    await page.getByLabel('New password').fill('another good password')
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByText('expired or was used already').waitFor()
  })

  for (const javaScriptEnabled of [true, false]) {
    it(`speaks the language that one chose, ${javaScriptEnabled ? 'with' : 'without'} scripts, on every device`, async () => {
      const page = await open(riverside, '/account', { as: person, javaScriptEnabled })
      await page.locator('main').getByRole('button', { name: 'Українська' }).click()
      await page.getByRole('heading', { name: 'Ваш обліковий запис' }).waitFor()
      if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([])
      expect(await page.locator('html').getAttribute('lang')).toBe('uk')
      expect((await person.get('/api/me')).body).toMatchObject({ locale: 'uk', user: { locale: 'uk' } })
    })
  }

  it('is left by the menu, from the keyboard', async () => {
    const page = await open(riverside, '/account', { as: person })
    await page.locator('header summary').focus()
    await page.keyboard.press('Enter')
    await page.locator('header').getByRole('button', { name: 'Sign out' }).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(url => url.pathname === '/')
    await page.goto('/account')
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })

  it('lets the keyboard skip the navigation', async () => {
    const page = await open(riverside, '/account', { as: person })
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
  })
})
